# shellcheck shell=bash
# The node image, put together from the components; its tag is the hash of everything in it. Sourced by ../lab.

BOX_NAME=nodenet.lab/box
PAUSE_NAME=nodenet.lab/pause

image_hash() {
  local name parts=()
  for name in rootfs "${GO_COMPONENTS[@]}"; do parts+=("$(basename "$(component_dir "$name")")"); done
  hash_of "${parts[@]}" "$(hash_of_tree "$LAB/node")" "$(sha256sum <"$LAB/lib/image.sh")"
}

image_name() { echo "nodenet-lab:$(image_hash)"; }
box_image_name() { echo "$BOX_NAME:$(basename "$(component_dir rootfs)" | sed 's/^rootfs-//')"; }

verb_image() { image_name; }

# build_image: needs the components; starts a docker daemon if none answers.
build_image() {
  need_docker
  if docker image inspect "$(image_name)" "$(box_image_name)" >/dev/null 2>&1; then return; fi
  with_build_lock import_image "$(image_name)"
}

import_image() { # IMAGE
  local partial=$CACHE/.partial-image
  mkdir -p "$partial" "$CACHE/log"
  step "building image $1" 15 "$CACHE/log/image.log" stage_and_import "$1" "$partial"
  rm -rf --one-file-system "$partial"
}

stage_and_import() { # IMAGE WORK_DIR
  local work=$2 top=$2/top
  stage_pod_images "$work" "$top/usr/share/nodenet/images"
  stage_programs "$top"
  cp "$(component_dir rootfs)/root.tar" "$work/node.tar"
  chmod -R go=u-w "$top"
  # Only what the base lacks: docker refuses an archive that names a directory twice.
  comm -13 <(tar -tf "$work/node.tar" | sed 's|/$||' | sort) <(cd "$top" && find . -mindepth 1 | sort) >"$work/added"
  tar -C "$top" --owner=0 --group=0 --numeric-owner --no-recursion -rf "$work/node.tar" --files-from "$work/added"
  docker import \
    --change 'ENTRYPOINT ["/usr/bin/tini", "--", "/usr/local/bin/nodenet-lab"]' --change 'CMD ["server"]' \
    --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin KUBECONFIG=/etc/rancher/k3s/k3s.yaml' \
    --change 'EXPOSE 6443' --change 'VOLUME /var/lib/containerd /var/lib/kubelet /var/lib/nodenet /var/lib/cni /var/log' \
    --change "LABEL $LABEL.image=true" "$work/node.tar" "$1"
}

# The two images that each node must have before it can pull anything: the sandbox and a box of tools for test pods.
stage_pod_images() { # WORK_DIR OUTPUT_DIR
  local box=$1/box pause=$1/pause applet
  mkdir -p "$box"/{bin,tmp,etc,proc,sys,dev} "$pause" "$2"
  tar -C "$box" --strip-components=3 -xf "$(component_dir rootfs)/root.tar" ./usr/bin/busybox
  mv "$box/busybox" "$box/bin/busybox"
  for applet in $("$box/bin/busybox" --list); do
    [[ $applet == busybox ]] || ln -s busybox "$box/bin/$applet"
  done
  cp "$(component_dir pause)/pause" "$pause/"
  write_image_tar "$PAUSE_NAME:1" "$pause" "$2/pause.tar" '["/pause"]'
  write_image_tar "$BOX_NAME:1" "$box" "$2/box.tar" '["/bin/sh"]'
  tar -C "$box" --owner=0 --group=0 -c . | docker import - "$(box_image_name)"
}

stage_programs() { # TOP_DIR
  local bin=$1/usr/local/bin program
  mkdir -p "$bin" "$1/usr/local/lib/nodenet" "$1/etc/nodenet" "$1/opt/cni/bin"
  cp "$(component_dir cni)"/* "$1/opt/cni/bin/"
  for program in containerd etcd flannel kube; do cp -P "$(component_dir $program)"/* "$bin/"; done
  cp "$LAB"/node/bin/* "$bin/"
  chmod 755 "$bin"/nodenet-*
  cp "$LAB"/node/lib/* "$1/usr/local/lib/nodenet/"
  cp "$LAB"/node/etc/* "$1/etc/nodenet/"
}

# write_image_tar NAME:TAG ROOT OUTPUT ENTRYPOINT_JSON: a one-layer image in docker-archive form, the same bytes each time.
write_image_tar() {
  local name=$1 root=$2 output=$3 entrypoint=$4 work digest
  local plain=(--sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner)
  work=$(mktemp -d)
  tar "${plain[@]}" -C "$root" -cf "$work/layer.tar" .
  digest=$(sha256sum <"$work/layer.tar" | cut -d' ' -f1)
  cat >"$work/config.json" <<JSON
{"architecture": "$(goarch)", "os": "linux",
 "config": {"Entrypoint": $entrypoint, "Env": ["PATH=/bin:/sbin:/usr/bin"]},
 "rootfs": {"type": "layers", "diff_ids": ["sha256:$digest"]}, "history": [{"created": "1970-01-01T00:00:00Z"}]}
JSON
  echo "[{\"Config\": \"config.json\", \"RepoTags\": [\"$name\"], \"Layers\": [\"layer.tar\"]}]" >"$work/manifest.json"
  tar "${plain[@]}" -C "$work" -cf "$output" manifest.json config.json layer.tar
  rm -rf "$work"
}

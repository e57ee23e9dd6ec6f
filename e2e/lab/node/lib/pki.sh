# shellcheck shell=bash
# Sourced by nodenet-lab: the cluster's certificates (openssl, P-256) and the kubeconfigs made from them.

make_ca() {
  [[ -s $PKI/ca.crt ]] && return
  openssl ecparam -name prime256v1 -genkey -noout -out "$PKI/ca.key"
  openssl req -x509 -new -key "$PKI/ca.key" -subj /CN=nodenet-lab-ca -days 3650 \
    -addext keyUsage=critical,keyCertSign,cRLSign,digitalSignature -out "$PKI/ca.crt"
  openssl ecparam -name prime256v1 -genkey -noout -out "$PKI/sa.key"
  openssl ec -in "$PKI/sa.key" -pubout -out "$PKI/sa.pub" 2>/dev/null
}

make_certificate() { # NAME COMMON_NAME ORGANISATION [SUBJECT_ALTERNATIVE_NAME...]
  local name=$1 subject=/CN=$2 alternative names=''
  [[ -s $PKI/$name.crt ]] && return
  [[ -z $3 ]] || subject=/O=$3$subject
  shift 3
  for alternative in "$@"; do
    if [[ $alternative =~ ^[0-9.]+$ || $alternative == *:* ]]; then names+=",IP:$alternative"; else names+=",DNS:$alternative"; fi
  done
  {
    echo "basicConstraints=CA:FALSE"
    echo "keyUsage=digitalSignature,keyEncipherment"
    echo "extendedKeyUsage=serverAuth,clientAuth"
    [[ -z $names ]] || echo "subjectAltName=${names#,}"
  } >"$PKI/$name.ext"
  openssl ecparam -name prime256v1 -genkey -noout -out "$PKI/$name.key"
  openssl req -new -key "$PKI/$name.key" -subj "$subject" -out "$PKI/$name.csr"
  openssl x509 -req -in "$PKI/$name.csr" -CA "$PKI/ca.crt" -CAkey "$PKI/ca.key" -CAcreateserial -days 365 \
    -extfile "$PKI/$name.ext" -out "$PKI/$name.crt" 2>/dev/null
}

write_kubeconfig() { # FILE SERVER USER_YAML; the CA stands in the file, so that it can be copied off the node
  (
    umask 077
    cat >"$1" <<YAML
apiVersion: v1
kind: Config
clusters:
- name: default
  cluster: {server: "$2", certificate-authority-data: "$(base64 -w0 "$PKI/ca.crt")"}
contexts:
- name: default
  context: {cluster: default, user: default}
current-context: default
users:
- name: default
  user: $3
YAML
  )
}

kubeconfig_by_certificate() { # FILE SERVER CERTIFICATE_NAME
  write_kubeconfig "$1" "$2" \
    "{client-certificate-data: \"$(base64 -w0 "$PKI/$3.crt")\", client-key-data: \"$(base64 -w0 "$PKI/$3.key")\"}"
}

kubeconfig_by_token() { # FILE SERVER TOKEN
  write_kubeconfig "$1" "$2" "{token: \"$3\"}"
}

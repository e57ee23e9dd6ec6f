# Run `make` or `make help` for the verbs.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

MVN := scripts/mvn
LAB := e2e/lab/lab
ARGS ?=

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: setup ## Build, start a real three-node cluster, break a route, watch the verdict; leaves the cluster up
	scripts/demo

.PHONY: demo-down
demo-down: ## Stop the cluster of the demo
	$(LAB) down

.PHONY: check
check: setup-check ## Everything that needs no cluster: gates, unit, golden, namespace and (when cached) API-server tests
	scripts/verify check

.PHONY: test
test: setup ## Everything: check, the API-server tests and the cluster tests
	scripts/verify test

.PHONY: build
build: ## Compile and package, without tests
	$(MVN) -q package -DskipTests

.PHONY: dist
dist: ## Runnable programs under dist/bin
	scripts/dist

.PHONY: images
images: ## Image archives of the agent and the operator
	scripts/images

.PHONY: fmt
fmt: ## Format the sources
	$(MVN) -q spotless:apply

.PHONY: crds
crds: ## Write the CRD manifests anew from the API records
	$(MVN) -q test -pl crds -Dtest=CrdManifestsTest -Dnodenet.crds.write=true

.PHONY: run-agent
run-agent: dist ## Print this host's NodeNetwork
	dist/bin/nodenet-agent --once $(ARGS)

.PHONY: bench
bench: setup ## Measure the figures of docs/benchmarks.md
	scripts/bench $(ARGS)

.PHONY: bench-agent
bench-agent: setup-check ## Measure the agent alone with 5,000 routes and 250 veths: a read, memory, idle CPU; no cluster
	scripts/bench-agent $(ARGS)

.PHONY: bench-audit
bench-audit: setup-check ## Measure a full audit of 1,000 nodes and 30,000 pods with JMH; no cluster
	scripts/bench-audit

.PHONY: lab-build
lab-build: setup ## Build the lab (Kubernetes, containerd, flannel...); cached outside the tree
	$(LAB) build

.PHONY: lab-up
lab-up: lab-build ## Start the lab alone: ARGS="--backend vxlan"
	$(LAB) up $(ARGS)

.PHONY: lab-down
lab-down: ## Stop the lab
	$(LAB) down

.PHONY: clean
clean: ## Remove build output; caches outside the tree stay
	$(MVN) -q clean
	rm -rf dist

.PHONY: setup
setup: ## Install what the build and the lab need, or say what is missing
	@scripts/setup lab

.PHONY: setup-check
setup-check:
	@scripts/setup build

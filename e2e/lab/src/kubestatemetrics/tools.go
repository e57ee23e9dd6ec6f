//go:build tools

package lab

import (
	_ "k8s.io/kube-state-metrics/v2"
)

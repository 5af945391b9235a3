// Reads what kustomize built with Kubernetes' own types, strictly, and asks its own rules of the level "restricted" about each pod.
// usage: pods FILE…
package main

import (
	"bytes"
	"fmt"
	"os"

	apps "k8s.io/api/apps/v1"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	"sigs.k8s.io/yaml"
)

func main() {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks())
	check("the rules", err)
	restricted := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	pods, wrong := 0, 0
	for _, file := range os.Args[1:] {
		text, err := os.ReadFile(file)
		check(file, err)
		for _, document := range bytes.Split(text, []byte("\n---\n")) {
			var kind struct {
				Kind string `json:"kind"`
			}
			check(file, yaml.Unmarshal(document, &kind))
			var deployment apps.Deployment
			var cron batch.CronJob
			var job batch.Job
			typed := map[string]any{"Deployment": &deployment, "CronJob": &cron, "Job": &job, "Namespace": &core.Namespace{}, "ConfigMap": &core.ConfigMap{},
				"Service": &core.Service{}, "ServiceAccount": &core.ServiceAccount{}, "NetworkPolicy": &networking.NetworkPolicy{}}[kind.Kind]
			if typed == nil {
				check(file, fmt.Errorf("%s is not a kind that is expected here", kind.Kind))
			}
			check(file+", "+kind.Kind, yaml.UnmarshalStrict(document, typed))
			template := map[string]*core.PodTemplateSpec{"Deployment": &deployment.Spec.Template, "CronJob": &cron.Spec.JobTemplate.Spec.Template, "Job": &job.Spec.Template}[kind.Kind]
			if template == nil {
				continue
			}
			pods++
			for _, result := range evaluator.EvaluatePod(restricted, &template.ObjectMeta, &template.Spec) {
				if !result.Allowed {
					fmt.Printf("%s, %s: %s: %s\n", file, kind.Kind, result.ForbiddenReason, result.ForbiddenDetail)
					wrong++
				}
			}
		}
	}
	if wrong > 0 {
		os.Exit(1)
	}
	fmt.Printf("%d pods are as the level restricted has them\n", pods)
}

func check(what string, err error) {
	if err != nil {
		fmt.Println(what + ": " + err.Error())
		os.Exit(1)
	}
}

"""Custom resources that a cluster accepts: every branch of our schemas that a chart is likely to meet."""

from __future__ import annotations

from typing import Any

STORE = {"kind": "ClusterSecretStore", "name": "aws-parameter-store"}
GENERATOR = {
    "generatorRef": {"apiVersion": "generators.external-secrets.io/v1alpha1", "kind": "Password", "name": "pw"}
}

EXTERNAL_SECRET: dict[str, Any] = {
    "apiVersion": "external-secrets.io/v1",
    "kind": "ExternalSecret",
    "metadata": {"name": "backend", "namespace": "staging"},
    "spec": {
        "refreshInterval": "1h0m0s",
        "refreshPolicy": "Periodic",
        "secretStoreRef": STORE,
        "target": {
            "name": "backend",
            "creationPolicy": "Owner",
            "deletionPolicy": "Retain",
            "immutable": False,
            "template": {
                "engineVersion": "v2",
                "mergePolicy": "Merge",
                "metadata": {"labels": {"a": "b"}, "annotations": {}},
                "templateFrom": [{"configMap": {"name": "t", "items": [{"key": "k", "templateAs": "Values"}]}}],
            },
        },
        "data": [
            {
                "secretKey": "APP_SECRET",
                "remoteRef": {
                    "key": "/backend/staging/APP_SECRET",
                    "property": "value",
                    "version": "1",
                    "conversionStrategy": "Default",
                    "decodingStrategy": "None",
                    "metadataPolicy": "None",
                },
                "sourceRef": {"storeRef": STORE},
            }
        ],
        "dataFrom": [
            {"extract": {"key": "/all"}, "rewrite": [{"regexp": {"source": "a", "target": "b"}}]},
            {"find": {"path": "/", "name": {"regexp": ".*"}, "tags": {"team": "web"}}},
            {"sourceRef": GENERATOR},
        ],
    },
}

SOURCE: dict[str, Any] = {
    "repoURL": "https://example.com/repository.git",
    "targetRevision": "staging",
    "path": "dist/staging/backend",
    "directory": {"recurse": False, "jsonnet": {"extVars": [{"name": "a", "value": "b", "code": True}]}},
    "helm": {"parameters": [{"name": "a", "value": "1", "forceString": True}], "valuesObject": {"any": [1]}},
    "kustomize": {"replicas": [{"name": "web", "count": 2}], "patches": [{"target": {"kind": "Service"}}]},
    "plugin": {"env": [{"name": "A", "value": "b"}], "parameters": [{"name": "p", "array": ["a"]}]},
}

APPLICATION: dict[str, Any] = {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "Application",
    "metadata": {"name": "staging-backend", "namespace": "argocd"},
    "spec": {
        "project": "staging",
        "source": SOURCE,
        "sources": [SOURCE],
        "destination": {"server": "https://kubernetes.default.svc", "namespace": "staging"},
        "syncPolicy": {
            "automated": {"enabled": True, "prune": True, "selfHeal": True, "allowEmpty": False},
            "managedNamespaceMetadata": {"labels": {"a": "b"}},
            "retry": {"limit": 5, "backoff": {"duration": "5s", "factor": 2, "maxDuration": "3m"}},
            "syncOptions": ["ServerSideApply=true"],
        },
        "ignoreDifferences": [{"group": "apps", "kind": "Deployment", "jsonPointers": ["/spec/replicas"]}],
        "info": [{"name": "team", "value": "web"}],
        "revisionHistoryLimit": 3,
    },
    "operation": {"sync": {"revision": "staging", "resources": [{"kind": "Job", "name": "migrate"}]}},
}

APPLICATION_SET: dict[str, Any] = {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "ApplicationSet",
    "metadata": {"name": "backend-preview", "namespace": "argocd"},
    "spec": {
        "goTemplate": True,
        "goTemplateOptions": ["missingkey=error"],
        "generators": [
            {
                "pullRequest": {
                    "github": {
                        "owner": "acme",
                        "repo": "shop",
                        "labels": ["preview"],
                        "tokenRef": {"secretName": "reader", "key": "token"},
                    },
                    "requeueAfterSeconds": 180,
                    "filters": [{"branchMatch": "x"}],
                    "values": {"a": "b"},
                }
            },
            {"list": {"elements": [{"a": "b"}]}},
        ],
        "syncPolicy": {"applicationsSync": "sync", "preserveResourcesOnDeletion": False},
        "template": {
            "metadata": {"name": "backend-pr-{{.number}}", "labels": {"a": "b"}, "finalizers": ["f"]},
            "spec": {**APPLICATION["spec"]},
        },
        "templatePatch": "{}",
    },
}

APP_PROJECT: dict[str, Any] = {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "AppProject",
    "metadata": {"name": "staging", "namespace": "argocd"},
    "spec": {
        "description": "What staging may hold",
        "sourceRepos": ["https://example.com/repository.git"],
        "destinations": [{"server": "https://kubernetes.default.svc", "namespace": "staging"}],
        "clusterResourceWhitelist": [{"group": "", "kind": "Namespace", "name": "staging"}],
        "namespaceResourceWhitelist": [{"group": "apps", "kind": "Deployment"}],
        "orphanedResources": {"warn": True, "ignore": [{"kind": "Secret"}]},
        "roles": [{"name": "ci", "policies": ["p"], "groups": ["g"], "jwtTokens": [{"iat": 1}]}],
        "signatureKeys": [{"keyID": "4AEE18F83AFDEB23"}],
        "syncWindows": [{"kind": "allow", "schedule": "0 8 * * *", "duration": "1h", "manualSync": True}],
    },
}

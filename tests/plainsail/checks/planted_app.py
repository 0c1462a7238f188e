"""A sound application in two environments with its Argo CD objects, to plant faults in."""

from __future__ import annotations

from collections.abc import Sequence

from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from tests.plainsail.checks.planted import resources, together

APP = """
apiVersion: v1
kind: Namespace
metadata: {name: backend-ENV, annotations: {argocd.argoproj.io/sync-wave: "-2"}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: backend, namespace: backend-ENV}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: backend-php, namespace: backend-ENV}
data: {app.ini: "memory_limit = 128M", LOCALE: fr}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: backend, namespace: backend-ENV, annotations: {argocd.argoproj.io/sync-wave: "-2"}}
spec:
  refreshInterval: 1h0m0s
  secretStoreRef: {kind: ClusterSecretStore, name: aws-parameter-store-ENV}
  target: {name: backend, creationPolicy: Owner, deletionPolicy: Retain}
  data:
  - secretKey: API_KEY
    remoteRef:
      key: /param/ENV/api_key
      conversionStrategy: Default
      decodingStrategy: None
      metadataPolicy: None
  - secretKey: API_SECRET
    remoteRef:
      key: /param/ENV/api_secret
      conversionStrategy: Default
      decodingStrategy: None
      metadataPolicy: None
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: backend, namespace: backend-ENV}
spec:
  selector: {matchLabels: {app: backend, component: web}}
  template:
    metadata: {labels: {app: backend, component: web}}
    spec:
      serviceAccountName: backend
      initContainers:
      - name: warm
        image: example.com/app:v1
        volumeMounts: [{name: tmp, mountPath: /tmp}]
      containers:
      - name: app
        image: example.com/app:v1
        command: [php, bin/console]
        env:
        - {name: APP_ENV, value: prod}
        - {name: LOCALE, valueFrom: {configMapKeyRef: {name: backend-php, key: LOCALE}}}
        - {name: API_KEY, valueFrom: {secretKeyRef: {name: backend, key: API_KEY}}}
        - {name: API_SECRET, valueFrom: {secretKeyRef: {name: backend, key: API_SECRET}}}
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
        volumeMounts:
        - {name: tmp, mountPath: /tmp}
        - {name: php, mountPath: /etc/php/app.ini, subPath: app.ini}
      volumes:
      - {name: tmp, emptyDir: {}}
      - {name: php, configMap: {name: backend-php}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: backend-tidy, namespace: backend-ENV}
spec:
  schedule: 0 7 * * *
  jobTemplate:
    spec:
      template:
        metadata: {labels: {app: backend, component: tidy}}
        spec:
          serviceAccountName: backend
          restartPolicy: Never
          containers:
          - name: app
            image: example.com/app:v1
            env:
            - {name: API_KEY, valueFrom: {secretKeyRef: {name: backend, key: API_KEY}}}
---
apiVersion: v1
kind: Service
metadata: {name: backend, namespace: backend-ENV}
spec:
  selector: {app: backend, component: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: backend, namespace: backend-ENV}
spec:
  ingressClassName: alb
  rules:
  - http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: backend, port: {name: http}}}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: backend, namespace: backend-ENV}
spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: backend}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: backend, namespace: backend-ENV}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: backend, component: web}}}
"""

ARGOCD = """
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: shop-ENV, namespace: argocd}
spec:
  sourceRepos: [https://example.com/org/shop.git]
  destinations: [{server: https://kubernetes.default.svc, namespace: backend-ENV}]
  clusterResourceWhitelist: [{group: "", kind: Namespace, name: backend-ENV}]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: backend-ENV, namespace: argocd}
spec:
  project: shop-ENV
  source: {repoURL: https://example.com/org/shop.git, path: dist/ENV/backend}
  destination: {server: https://kubernetes.default.svc, namespace: backend-ENV}
  syncPolicy: {automated: {prune: true, selfHeal: true}}
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: shop-ENV, namespace: argocd, annotations: {argocd.argoproj.io/sync-options: Prune=false}}
spec:
  project: default
  source: {repoURL: https://example.com/org/shop.git, path: dist/argocd/ENV}
  destination: {server: https://kubernetes.default.svc, namespace: argocd}
  syncPolicy: {automated: {prune: true, selfHeal: true}}
"""

Change = tuple[str, str]
"""What stands in the sound application, and what stands there instead."""


def app(*changes: Change, more: str = "") -> Manifests:
    """The application in staging, with faults planted in it, and more objects beside it."""
    return together(*_resources(APP, changes, "staging", app="backend"), *_more(more))


def foreign(*changes: Change, more: str = "") -> Manifests:
    """The same as somebody's plain YAML, which belongs to no environment."""
    text = _changed(APP, changes).replace("ENV", "staging") + (f"---{more}" if more else "")
    return together(*resources(text, environment=None, app=None))


def project(*changes: Change, argocd: Sequence[Change] = (), more: str = "") -> Manifests:
    """Both environments with their Argo CD objects; faults are planted in staging."""
    return together(
        *_resources(APP, changes, "staging", app="backend"),
        *_more(more),
        *_resources(ARGOCD, argocd, "staging", app=None),
        *_resources(APP, (), "production", app="backend"),
        *_resources(ARGOCD, (), "production", app=None),
    )


def _more(text: str) -> list[Resource]:
    return resources(text.replace("ENV", "staging"), environment="staging", app="backend") if text else []


def _resources(text: str, changes: Sequence[Change], environment: str, *, app: str | None) -> list[Resource]:
    return resources(_changed(text, changes).replace("ENV", environment), environment=environment, app=app)


def _changed(text: str, changes: Sequence[Change]) -> str:
    for old, new in changes:
        if old not in text:
            raise ValueError(f"{old!r} does not stand in the sound application")
        text = text.replace(old, new)
    return text

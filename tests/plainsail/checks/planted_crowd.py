"""Many apps side by side, each with the same objects and the same faults: what checks cost is to grow with them."""

from __future__ import annotations

import json
from itertools import chain

from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from tests.plainsail.checks.planted import resources, together

SPREADS = ("one folder", "one namespace", "many namespaces", "many environments")
"""Somebody's plain YAML in one namespace; a project's apps in one namespace, in one each, in one environment each."""

_APP = """
apiVersion: v1
kind: Namespace
metadata: {name: SPACE-N}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: app-N, namespace: SPACE}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: app-N, namespace: SPACE}
rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: app-N, namespace: SPACE}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: app-N}
subjects: [{kind: ServiceAccount, name: app-N}, {kind: ServiceAccount, name: lost-N}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: app-N, namespace: SPACE}
data: {app.ini: "memory_limit = 128M", LOCALE: fr}
---
apiVersion: v1
kind: Secret
metadata: {name: plain-N, namespace: SPACE}
data: {PASSWORD: aHVudGVyMg==}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: app-N, namespace: SPACE}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: app-N, namespace: SPACE}
spec:
  secretStoreRef: {kind: SecretStore, name: store-N}
  target: {name: app-N}
  data:
  - {secretKey: API_KEY, remoteRef: {key: /param/staging/N/api_key}}
  - {secretKey: UNUSED, remoteRef: {key: /param/staging/N/unused}}
---
apiVersion: example.com/v1
kind: Widget
metadata: {name: app-N, namespace: SPACE}
spec: {part: shop, secretName: made-N, labels: [made-N]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: app-N, namespace: SPACE, labels: {part: shop}}
spec:
  replicas: 2
  selector: {matchLabels: {app: app-N, part: shop}}
  template:
    metadata: {labels: {app: app-N, part: shop, tier: web, app.kubernetes.io/name: app-N}}
    spec:
      serviceAccountName: app-N
      containers:
      - name: app
        image: example.com/app-N:v1
        env:
        - {name: SERVER_NAME, value: ":8080"}
        - {name: LOCALE, valueFrom: {configMapKeyRef: {name: app-N, key: LOCALE}}}
        - {name: API_KEY, valueFrom: {secretKeyRef: {name: app-N, key: API_KEY}}}
        - {name: MADE, valueFrom: {secretKeyRef: {name: made-N, key: KEY}}}
        - {name: LOST, valueFrom: {secretKeyRef: {name: lost-N, key: KEY}}}
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
        volumeMounts: [{name: config, mountPath: /etc/app.ini, subPath: app.ini}, {name: data, mountPath: /data}]
      volumes:
      - {name: config, configMap: {name: app-N}}
      - {name: data, persistentVolumeClaim: {claimName: app-N}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: twin-N, namespace: SPACE}
spec:
  selector: {matchLabels: {app: app-N, part: shop}}
  template:
    metadata: {labels: {app: app-N, part: shop, tier: web}}
    spec: {containers: [{name: app, image: "example.com/app-N:v2", ports: [{name: web, containerPort: 8080}]}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: state-N, namespace: SPACE}
spec:
  serviceName: lost-N
  selector: {matchLabels: {app: state-N, part: shop}}
  template:
    metadata: {labels: {app: state-N, part: shop, tier: data}}
    spec: {containers: [{name: app, image: "example.com/state-N:v1"}]}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: job-N, namespace: SPACE}
spec:
  schedule: 0 7 * * *
  jobTemplate:
    spec:
      template:
        metadata: {labels: {app: app-N, part: shop, tier: web}}
        spec:
          restartPolicy: Never
          imagePullSecrets: [{name: lost-N}]
          containers: [{name: app, image: "example.com/app-N:v1", ports: [{name: http, containerPort: 8080}]}]
---
apiVersion: batch/v1
kind: Job
metadata: {name: hook-N, namespace: SPACE, annotations: {argocd.argoproj.io/hook: PreSync}}
spec:
  template:
    metadata: {labels: {app: hook-N, part: shop}}
    spec:
      restartPolicy: Never
      serviceAccountName: app-N
      containers: [{name: app, image: "example.com/app-N:v1"}]
---
apiVersion: v1
kind: Service
metadata: {name: app-N, namespace: SPACE}
spec:
  selector: {part: shop, tier: web, app: app-N}
  ports: [{name: http, port: 80, targetPort: http}, {name: lost, port: 81, targetPort: lost}]
---
apiVersion: v1
kind: Service
metadata: {name: astray-N, namespace: SPACE}
spec: {selector: {part: shop, tier: wbe, app: app-N}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: lost, namespace: SPACE-N}
spec: {selector: {part: shop, tier: wbe, zone: N}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: nowhere-N, namespace: SPACE}
spec: {selector: {part: shop, tier: wbe, zone: zone-N}, ports: [{port: 80}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app-N
  namespace: SPACE
  annotations: {alb.ingress.kubernetes.io/target-group-attributes: deregistration_delay.timeout_seconds=60}
spec:
  tls: [{hosts: [n.example.com], secretName: tls-N}]
  rules:
  - host: n.example.com
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: app-N, port: {name: http}}}}
      - {path: /x, pathType: Prefix, backend: {service: {name: app-N, port: {name: none}}}}
      - {path: /y, pathType: Prefix, backend: {service: {name: lost-N, port: {number: 80}}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: app-N, namespace: SPACE}
spec:
  podSelector: {matchExpressions: [{key: app, operator: In, values: [app-N, lost-N]}]}
  ingress: [{ports: [{port: http}, {port: lost}]}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: all-N, namespace: SPACE}
spec: {podSelector: {}, ingress: [{ports: [{port: http}, {port: lost}]}]}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: app-N, namespace: SPACE}
spec:
  minReplicas: 2
  maxReplicas: 3
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: app-N}
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: second-N, namespace: SPACE}
spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: app-N}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: lost-N, namespace: SPACE}
spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: state-N}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: out-N, namespace: SPACE}
spec:
  podSelector: {matchLabels: {part: shop, app: app-N}}
  egress: [{to: [{podSelector: {matchLabels: {app: state-N}}}], ports: [{port: 5432}]}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: balanced-N
  namespace: SPACE
  annotations:
    alb.ingress.kubernetes.io/group.name: shop
    alb.ingress.kubernetes.io/group.order: "5"
    alb.ingress.kubernetes.io/scheme: internet-facing
    alb.ingress.kubernetes.io/target-type: instance
    alb.ingress.kubernetes.io/listen-ports: '[{"HTTP": 80}, {"HTTPS": 443}]'
    alb.ingress.kubernetes.io/healthcheck-path: /lost
    alb.ingress.kubernetes.io/lost-N: "true"
    alb.ingress.kubernetes.io/actions.move: '{"type": "redirect", "redirectConfig": {"statusCode": "HTTP_301"}}'
    alb.ingress.kubernetes.io/conditions.move: '[{"field": "host-header", "hostHeaderConfig": {"values": ["n"]}}]'
spec:
  ingressClassName: alb
  rules:
  - host: balanced-N.example.com
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: app-N, port: {number: 80}}}}
      - {path: /a, pathType: Exact, backend: {service: {name: move, port: {name: use-annotation}}}}
      - {path: /b, pathType: Prefix, backend: {service: {name: lost, port: {name: use-annotation}}}}
  - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: app-N, port: {name: http}}}}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: app-N, namespace: SPACE}
spec:
  parentRefs: [{name: shop}]
  hostnames: [n.example.com]
  rules: [{backendRefs: [{name: app-N, port: 80}, {name: lost-N, port: 80}]}]
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: node-N, namespace: SPACE}
spec:
  selector: {matchLabels: {app: node-N}}
  template:
    metadata: {labels: {app: node-N}}
    spec:
      hostNetwork: true
      topologySpreadConstraints:
      - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: lost-N}}}
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: node-N}}}
      initContainers: [{name: wait, image: busybox, command: [sh, -c, "until nc -z app-N 80; do sleep 1; done"]}]
      containers:
      - name: app
        image: example.com/node-N:v1
        envFrom: [{configMapRef: {name: app-N}}, {secretRef: {name: plain-N}}]
        env: [{name: URL, value: "http://app-N.SPACE:81/$(LOST)"}, {name: TZ, value: Europe/Pariss}]
        ports: [{containerPort: 9100, hostPort: 9100}]
---
apiVersion: v1
kind: Pod
metadata: {name: alone-N, namespace: SPACE, labels: {app: alone-N}}
spec: {containers: [{name: app, image: "example.com/alone-N:latest", resources: {requests: {cpu: 2, memory: 1k}}}]}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: cron-N, namespace: SPACE}
spec:
  schedule: "*/7 * 1 * 1"
  timeZone: Europe/Paris
  jobTemplate:
    spec:
      template:
        spec:
          serviceAccountName: lost-N
          restartPolicy: OnFailure
          containers: [{name: app, image: "example.com/app-N:v1", envFrom: [{secretRef: {name: lost-N}}]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: shop-N}
rules: [{apiGroups: [apps], resources: [deployments], verbs: ["*"]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: shop-N}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: lost-N}
subjects: [{kind: ServiceAccount, name: app-N, namespace: SPACE}]
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: store-N, namespace: SPACE}
spec: {provider: {aws: {service: ParameterStore, region: eu-west-3}}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: limits-N, namespace: SPACE}
spec: {limits: [{type: Container, max: {memory: 1Gi}, min: {cpu: 10m}, maxLimitRequestRatio: {cpu: 1}}]}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: quota-N, namespace: SPACE}
spec: {hard: {limits.memory: 4Gi, pods: 100, services: 3}}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: scaled-N, namespace: SPACE}
spec: {scaleTargetRef: {name: app-N}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: app-N, namespace: SPACE}
spec: {minAvailable: 9, selector: {matchLabels: {part: shop, app: app-N}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: second-N, namespace: SPACE}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: app-N}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: lost-N, namespace: SPACE}
spec: {maxUnavailable: 1, selector: {matchLabels: {part: shop, app: lost-N}}}
"""

_DELIVERY = """
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: app-N, namespace: argocd}
spec:
  project: shop
  source: {repoURL: https://example.com/org/shop.git, path: dist/ENV/app-N}
  destination: {server: https://kubernetes.default.svc, namespace: SPACE}
  syncPolicy: {automated: {prune: true}}
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: lost-N, namespace: argocd}
spec:
  project: lost-N
  source: {repoURL: https://example.com/org/shop.git, path: dist/ENV/lost-N, directory: {recurse: true}}
  destination: {server: https://kubernetes.default.svc, namespace: SPACE}
"""


def crowd(size: int, spread: str) -> Manifests:
    """So many apps, spread as one of `SPREADS` says."""
    numbers = [f"{number:05}" for number in range(size)]
    environments = {number: _environment(number, spread) for number in numbers}
    apps = [_app(number, environment, spread) for number, environment in environments.items()]
    projects = [_project(name, numbers, spread) for name in dict.fromkeys(environments.values()) if name]
    return together(*chain.from_iterable((*apps, *projects)))


def text_of(number: str, *, space: str) -> str:
    """The objects of one app as YAML."""
    return _APP.replace("SPACE", space).replace("-N", f"-{number}").replace("zone: N", f"zone: {number}")


def _environment(number: str, spread: str) -> str | None:
    return {"one folder": None, "many environments": f"env-{number}"}.get(spread, "staging")


def _space(number: str, spread: str) -> str:
    return f"space-{number}" if spread == "many namespaces" else "shop"


def _app(number: str, environment: str | None, spread: str) -> list[Resource]:
    space = _space(number, spread)
    app = text_of(number, space=space)
    if environment is None:
        return resources(app, environment=None, app=None)
    delivery = _DELIVERY.replace("SPACE", space).replace("ENV", environment).replace("-N", f"-{number}")
    return [
        *resources(app, environment=environment, app=f"app-{number}"),
        *resources(delivery, environment=environment, app=None),
    ]


def _project(environment: str, numbers: list[str], spread: str) -> list[Resource]:
    """An AppProject that allows the namespaces of all apps in the environment."""
    spaces = {
        f"{_space(number, spread)}-{number}": _space(number, spread)
        for number in numbers
        if _environment(number, spread) == environment
    }
    spec = {
        "sourceRepos": ["https://example.com/org/shop.git"],
        "destinations": [{"server": "https://kubernetes.default.svc", "namespace": space} for space in spaces.values()],
        "clusterResourceWhitelist": [{"group": "", "kind": "Namespace", "name": name} for name in spaces],
    }
    metadata = {"name": "shop", "namespace": "argocd"}
    project = {"apiVersion": "argoproj.io/v1alpha1", "kind": "AppProject", "metadata": metadata, "spec": spec}
    return resources(json.dumps(project), environment=environment, app=None)

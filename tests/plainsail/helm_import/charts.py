"""Charts of Helm, and the values of their environments, as people have them; written for these tests."""

from __future__ import annotations

from collections.abc import Mapping

_META = "apiVersion: v2\nname: {name}\nversion: 1.0.0\n"
_CONFIG_MAP = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-{{ .Chart.Name }}
  namespace: {{ .Release.Namespace }}
data:
  values: {{ .Values | toJson | quote }}
"""
"""Renders all that a chart gets: what is equal here is equal for every template."""


def chart(folder: str, values: str = "", **files: str) -> dict[str, str]:
    """A chart that renders its values; further files by their path, with `__` for `/` and `_yaml` for `.yaml`."""
    more = {f"{folder}/{name.replace('__', '/').replace('_yaml', '.yaml')}": text for name, text in files.items()}
    return {
        f"{folder}/Chart.yaml": _META.format(name=folder.rpartition("/")[2]),
        f"{folder}/values.yaml": values,
        f"{folder}/templates/values.yaml": _CONFIG_MAP,
        **more,
    }


ARTICLE: Mapping[str, str] = {
    "deploy/argo/backend/Chart.yaml": _META.format(name="backend"),
    "deploy/argo/backend/values.yaml": """\
image:
  repository: registry.example.com/my-project/backend
  tag: v1.0.0
resources:
  requests:
    cpu: 100m
    memory: 64Mi
  limits:
    cpu: 500m
    memory: 512Mi
podSecurityContext:
  runAsUser: 33
  runAsGroup: 33
  fsGroup: 33
externalSecrets:
  clusterSecretStore: parameter-store
  params: []
cronJobs:
  initiate-calls:
    schedule: "0 7-15/2 * * 1-5"
    command: "php bin/console app:my-command"
readinessProbe:
  failureThreshold: 3
  periodSeconds: 10
hpa:
  maxReplicas: 3
  minReplicas: 1
  targetCPUUtilizationPercentage: 70
  targetMemoryUtilizationPercentage: 80
""",
    "deploy/argo/backend/staging/values.yaml": """\
# Tests code, not scaling.
hpa:
  maxReplicas: 1  # one is enough
externalSecrets:
  params:
    - key: /param/my-project/staging/parameters/api_client_secret
      name: APP_API_CLIENT_SECRET
    - key: /param/my-project/staging/parameters/service_api_key
      name: APP_SERVICE_API_KEY
# replicaCount: 2
""",
    "deploy/argo/backend/production/values.yaml": """\
externalSecrets:
  params:
    - key: /param/my-project/production/parameters/api_client_secret
      name: APP_API_CLIENT_SECRET
""",
    "deploy/argo/backend/templates/deployment.yaml": """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels: {app: {{ .Chart.Name }}}
spec:
  selector:
    matchLabels: {app: {{ .Chart.Name }}}
  template:
    metadata:
      labels: {app: {{ .Chart.Name }}}
    spec:
      securityContext: {{- toYaml .Values.podSecurityContext | nindent 8 }}
      containers:
        - name: app
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          readinessProbe:
            httpGet: {path: /check/readiness, port: 80}
            {{- toYaml .Values.readinessProbe | nindent 12 }}
          resources: {{- toYaml .Values.resources | nindent 12 }}
""",
    "deploy/argo/backend/templates/autoscaler.yaml": """\
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ .Release.Name }}
spec:
  minReplicas: {{ .Values.hpa.minReplicas }}
  maxReplicas: {{ .Values.hpa.maxReplicas }}
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ .Release.Name }}}
""",
    "deploy/argo/backend/templates/secrets.yaml": """\
{{- range .Values.externalSecrets.params }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .name | lower | replace "_" "-" }}
data:
  key: {{ .key }}
{{- end }}
""",
}
"""The three levels of the article that this project answers."""

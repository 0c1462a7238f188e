"""The article's chart with all that it tells of, written for these tests."""

from __future__ import annotations

from collections.abc import Mapping

ARTICLE: Mapping[str, str] = {
    "deploy/argo/backend/Chart.yaml": "apiVersion: v2\nname: backend\nversion: 1.0.0\n",
    "deploy/argo/backend/values.yaml": """\
image:
  repository: registry.example.com/my-project/backend
  tag: v1.0.0
  pullPolicy: IfNotPresent
port: 80
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
env:
  SERVER_NAME: ":80"
  APP_ENV: prod
externalSecrets:
  clusterSecretStore: parameter-store
  params: []
cronJobs:
  initiate-calls:
    schedule: "0 7-15/2 * * 1-5"
    command: "php bin/console app:my-command"
    restartPolicy: Never
    image:
      fromApp: true
      imagePullPolicy: IfNotPresent
readinessProbe:
  failureThreshold: 3
  periodSeconds: 10
livenessProbe:
  failureThreshold: 5
  periodSeconds: 20
healthCheck: /check/liveness
hpa:
  maxReplicas: 3
  minReplicas: 1
  targetCPUUtilizationPercentage: 70
  targetMemoryUtilizationPercentage: 80
ingress:
  className: nginx
  host: backend.example.com
""",
    "deploy/argo/backend/staging/values.yaml": """\
hpa:
  maxReplicas: 1
ingress:
  host: backend.staging.example.com
externalSecrets:
  params:
    - key: /param/my-project/staging/parameters/api_client_secret
      name: APP_API_CLIENT_SECRET
    - key: /param/my-project/staging/parameters/service_api_key
      name: APP_SERVICE_API_KEY
""",
    "deploy/argo/backend/production/values.yaml": """\
externalSecrets:
  params:
    - key: /param/my-project/production/parameters/api_client_secret
      name: APP_API_CLIENT_SECRET
    - key: /param/my-project/production/parameters/service_api_key
      name: APP_SERVICE_API_KEY
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
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          imagePullPolicy: {{ .Values.image.pullPolicy }}
          ports:
            - {name: web, containerPort: {{ .Values.port }}}
          env:
            {{- range $name, $value := .Values.env }}
            - {name: {{ $name }}, value: {{ $value | quote }}}
            {{- end }}
          envFrom:
            - secretRef: {name: {{ .Release.Name }}}
          readinessProbe:
            httpGet: {path: {{ .Values.healthCheck }}, port: web}
            {{- toYaml .Values.readinessProbe | nindent 12 }}
          livenessProbe:
            httpGet: {path: {{ .Values.healthCheck }}, port: web}
            {{- toYaml .Values.livenessProbe | nindent 12 }}
          resources: {{- toYaml .Values.resources | nindent 12 }}
""",
    "deploy/argo/backend/templates/service.yaml": """\
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}
spec:
  selector: {app: {{ .Chart.Name }}}
  ports:
    - {port: {{ .Values.port }}, targetPort: web}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ .Release.Name }}
spec:
  ingressClassName: {{ .Values.ingress.className }}
  rules:
    - host: {{ .Values.ingress.host }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: {{ .Release.Name }}, port: {number: {{ .Values.port }}}}}
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
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: {{ .Values.hpa.targetCPUUtilizationPercentage }}}
    - type: Resource
      resource:
        name: memory
        target: {type: Utilization, averageUtilization: {{ .Values.hpa.targetMemoryUtilizationPercentage }}}
""",
    "deploy/argo/backend/templates/secrets.yaml": """\
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: {{ .Release.Name }}
spec:
  secretStoreRef: {kind: ClusterSecretStore, name: {{ .Values.externalSecrets.clusterSecretStore }}}
  target: {name: {{ .Release.Name }}}
  data:
    {{- range .Values.externalSecrets.params }}
    - secretKey: {{ .name }}
      remoteRef: {key: {{ .key }}}
    {{- end }}
""",
    "deploy/argo/backend/templates/jobs.yaml": """\
{{- range $name, $job := .Values.cronJobs }}
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {{ $.Release.Name }}-{{ $name }}
spec:
  schedule: {{ $job.schedule | quote }}
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: {{ $job.restartPolicy }}
          securityContext: {{- toYaml $.Values.podSecurityContext | nindent 12 }}
          containers:
            - name: {{ $name }}
              {{- if $job.image.fromApp }}
              image: "{{ $.Values.image.repository }}:{{ $.Values.image.tag }}"
              {{- end }}
              imagePullPolicy: {{ $job.image.imagePullPolicy }}
              command: {{ splitList " " $job.command | toJson }}
              envFrom:
                - secretRef: {name: {{ $.Release.Name }}}
              resources: {{- toYaml $.Values.resources | nindent 16 }}
{{- end }}
""",
}
"""Its three levels of values, and templates that read them."""

{{/* The labels that select an app's pods. */}}
{{- define "backend.selectorLabels" -}}
app.kubernetes.io/name: {{ .Release.Name }}
{{- end }}

{{/* What every object carries. */}}
{{- define "backend.labels" -}}
{{ include "backend.selectorLabels" . }}
app.kubernetes.io/part-of: my-project
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* The container that web pods and jobs share, up to what is theirs alone. */}}
{{- define "backend.container" -}}
name: app
image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}@{{ .Values.image.digest }}"
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  {{- toYaml .Values.securityContext | nindent 2 }}
resources:
  {{- toYaml .Values.resources | nindent 2 }}
volumeMounts:
  {{- range .Values.writablePaths }}
  - name: writable{{ .path | replace "/" "-" }}
    mountPath: {{ .path }}
  {{- end }}
{{- end }}

{{/* The variables that web pods and jobs share. */}}
{{- define "backend.env" -}}
{{- range $variable, $key := .Values.externalSecret.keys }}
- name: {{ $variable }}
  valueFrom:
    secretKeyRef:
      name: {{ $.Release.Name }}
      key: {{ $variable }}
{{- end }}
{{- range $name, $value := .Values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{/* What all pods are like. */}}
{{- define "backend.pod" -}}
serviceAccountName: {{ .Release.Name }}
automountServiceAccountToken: false
enableServiceLinks: false
volumes:
  {{- range .Values.writablePaths }}
  - name: writable{{ .path | replace "/" "-" }}
    emptyDir:
      sizeLimit: {{ .size }}
  {{- end }}
{{- end }}

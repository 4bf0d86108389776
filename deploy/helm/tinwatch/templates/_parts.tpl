{{- define "tinwatch.labels" -}}
app.kubernetes.io/name: tinwatch
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "tinwatch.chosen" -}}
app.kubernetes.io/name: tinwatch
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "tinwatch.image" -}}
{{- if .Values.image.digest }}{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else }}{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "tinwatch.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
terminationGracePeriodSeconds: 60
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- with .Values.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "tinwatch.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- /* What every process is told. */ -}}
{{- define "tinwatch.env" -}}
- {name: TINWATCH_HOME, value: /var/lib/tinwatch}
- {name: TINWATCH_CACHE, value: /tmp/tinwatch}
- {name: TINWATCH_SCOPE, value: /etc/tinwatch/desk/scope.md}
- {name: TINWATCH_RULES, value: /etc/tinwatch/rules}
- {name: TINWATCH_APP_ID, value: {{ .Values.appId | quote }}}
- {name: TINWATCH_BROKER, value: {{ required "broker.url" .Values.broker.url | quote }}}
- {name: TINWATCH_BROKER_CA, value: /etc/tinwatch/broker/ca.crt}
{{- if .Values.broker.user }}
- {name: TINWATCH_BROKER_USER, value: {{ .Values.broker.user | quote }}}
- {name: TINWATCH_BROKER_PASSWORD_FILE, value: /etc/tinwatch/broker/password}
- {name: TINWATCH_BROKER_MECHANISM, value: {{ .Values.broker.mechanism | quote }}}
{{- else }}
- {name: TINWATCH_BROKER_CERTIFICATE, value: /etc/tinwatch/broker/user.crt}
- {name: TINWATCH_BROKER_KEY, value: /etc/tinwatch/broker/user.key}
{{- end }}
- {name: TINWATCH_INDEX, value: {{ required "index.url" .Values.index.url | quote }}}
- {name: TINWATCH_INDEX_CA, value: /etc/tinwatch/index/ca.crt}
- {name: TINWATCH_METRICS_TOKEN_FILE, value: /etc/tinwatch/metrics/token}
{{- range $name, $value := .Values.settings }}
- {name: {{ printf "TINWATCH_%s" (upper $name) }}, value: {{ $value | toString | quote }}}
{{- end }}
{{- end }}

{{- define "tinwatch.indexKey" -}}
- {name: TINWATCH_INDEX_API_KEY_FILE, value: /etc/tinwatch/index/api-key}
{{- end }}

{{- define "tinwatch.mounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: state, mountPath: /var/lib/tinwatch}
- {name: desk, mountPath: /etc/tinwatch/desk, readOnly: true}
- {name: rules, mountPath: /etc/tinwatch/rules, readOnly: true}
- {name: blocklists, mountPath: /var/lib/tinwatch/blocklists, readOnly: true}
- {name: broker, mountPath: /etc/tinwatch/broker, readOnly: true}
- {name: index, mountPath: /etc/tinwatch/index, readOnly: true}
- {name: metrics, mountPath: /etc/tinwatch/metrics, readOnly: true}
{{- if .Values.moreSecret }}
- {name: more, mountPath: /etc/tinwatch/more, readOnly: true}
{{- end }}
{{- end }}

{{- define "tinwatch.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 1Gi}
- name: desk
  configMap: {name: {{ .Release.Name }}-desk}
- name: rules
  configMap: {name: {{ .Release.Name }}-rules}
- name: blocklists
  configMap: {name: {{ .Release.Name }}-blocklists}
- name: broker
  secret: {secretName: {{ .Values.broker.secret }}, defaultMode: 0440}
- name: index
  secret: {secretName: {{ .Values.index.secret }}, defaultMode: 0440}
- name: metrics
  secret: {secretName: {{ .Values.metrics.secret }}, defaultMode: 0440}
{{- if .Values.moreSecret }}
- name: more
  secret: {secretName: {{ .Values.moreSecret }}, defaultMode: 0440}
{{- end }}
{{- end }}

{{- /* A worker or a collector: alive while /healthz answers, which it does from its start on. */ -}}
{{- define "tinwatch.workerProbes" -}}
ports: [{name: metrics, containerPort: 8601}]
startupProbe: {httpGet: {path: /healthz, port: metrics}, periodSeconds: 5, failureThreshold: 36}
livenessProbe: {httpGet: {path: /healthz, port: metrics}, periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 4}
{{- end }}

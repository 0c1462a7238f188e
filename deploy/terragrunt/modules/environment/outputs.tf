output "secrets_role_arn" {
  description = "For `spec.provider.aws.role` of the environment's ClusterSecretStore."
  value       = aws_iam_role.secrets.arn
}

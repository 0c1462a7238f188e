output "repository_urls" {
  description = "For `image` in envs/, by the name of the repository."
  value       = { for name, made in aws_ecr_repository.images : name => made.repository_url }
}

output "role_arns" {
  description = "For the workflows: the role of each pipeline, by what it may."
  value       = { for role, made in aws_iam_role.pipeline : role => made.arn }
}

output "alert_topic_arn" {
  description = "Where alarms ring, for further subscriptions; null without monitoring."
  value       = one([for topic in aws_sns_topic.alerts : topic.arn])
}

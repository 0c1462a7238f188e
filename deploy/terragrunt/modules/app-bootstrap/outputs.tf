output "repository_url" {
  description = "For `image` in envs/."
  value       = aws_ecr_repository.images.repository_url
}

output "role_arns" {
  description = "For the workflows: the role of each pipeline, by what it may."
  value       = { for role, made in aws_iam_role.pipeline : role => made.arn }
}

output "alert_topic_arn" {
  description = "Where alarms ring, for further subscriptions; null without monitoring."
  value       = one([for topic in aws_sns_topic.alerts : topic.arn])
}

# What is watched, from CloudWatch's Container Insights. `PodName` is the name of the Deployment there, not a pod's. Each
# kind of alarm is for the apps that have the object that it looks at.
# Expressions only, no resources: the tests let Terraform compute them without a provider.

locals {
  watched = {
    restarts = {
      description = "Containers restarted three times in five minutes: they crash, lack memory or fail their probe"
      metric      = "pod_number_of_container_restarts" # those since the last minute, not all so far
      object      = "deployment"
      statistic   = "Sum"
      period      = 300
      periods     = 1
      comparison  = "GreaterThanOrEqualToThreshold"
      threshold   = 3
      missing     = "notBreaching"
    }
    memory = {
      description = "A pod has used 90 % of its memory limit for five minutes; at 100 % it is killed"
      metric      = "pod_memory_utilization_over_pod_limit"
      object      = "deployment"
      statistic   = "Maximum"
      period      = 60
      periods     = 5
      comparison  = "GreaterThanOrEqualToThreshold"
      threshold   = 90
      missing     = "notBreaching"
    }
    no-pods = {
      description = "No pod has served the Service for five minutes, or Container Insights is off"
      metric      = "service_number_of_running_pods"
      object      = "service"
      statistic   = "Maximum"
      period      = 60
      periods     = 5
      comparison  = "LessThanThreshold"
      threshold   = 1
      missing     = "breaching" # a Service without pods is not reported at all
    }
    no-workers = {
      description = "No pod of the Deployment, which has no Service, has reported for five minutes, or Container Insights is off"
      metric      = "pod_memory_utilization"
      object      = "worker"
      statistic   = "Maximum"
      period      = 60
      periods     = 5
      comparison  = "LessThanThreshold"
      threshold   = 0 # never: what rings is that nothing is reported
      missing     = "breaching"
    }
  }
  dimension_of = { deployment = "PodName", service = "Service", worker = "PodName" }

  # The key is ENVIRONMENT/APP. Slashes keep what is a-b's c apart from what is a's b-c.
  alarms = merge([
    for key, app in var.apps : {
      for what, watched in local.watched : "${var.project}-${key}/${what}" => merge(watched, {
        dimensions = {
          "ClusterName"                        = var.eks_clusters[app.environment]
          "Namespace"                          = app.namespace
          (local.dimension_of[watched.object]) = local.objects[key][watched.object]
        }
      }) if local.objects[key][watched.object] != null
    } if contains(local.monitored, app.environment)
  ]...)
  objects = {
    for key, app in var.apps : key => {
      deployment = app.deployment
      service    = app.service
      worker     = app.service == null ? app.deployment : null
    }
  }

  image_findings = jsonencode({
    source      = ["aws.ecr"]
    detail-type = ["ECR Image Scan"]
    detail = {
      repository-name         = sort(local.image_repositories)
      finding-severity-counts = { CRITICAL = [{ numeric = [">", 0] }] } # lesser ones would ring at every push
    }
  })

  topic_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = local.topic_arn
        Condition = {
          ArnLike      = { "aws:SourceArn" = local.alarms_arn }
          StringEquals = { "aws:SourceAccount" = var.account_id }
        }
      },
      {
        Sid       = "Events"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" } # AWS supports no condition on it in the policy of a topic
        Action    = "sns:Publish"
        Resource  = local.topic_arn
      },
    ]
  })

  # The key that AWS keeps for SNS lets no other service publish, hence one of our own.
  topic_key_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${var.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
      },
      {
        Sid       = "Events"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" } # nor on it in the policy of the key of an encrypted topic
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
      },
    ]
  })
}

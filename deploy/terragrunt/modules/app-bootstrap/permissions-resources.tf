# What `plan` may read and `apply` may write: the resources of both modules, and those of apps to come. Three can only be read,
# and an administrator changes them: the boundary and the provider of GitHub's identities, since they hold the roles in,
# and the key of the alerts, since AWS has no way to let a role make a key without letting it claim those of others.
# Expressions only, no resources: the tests let Terraform compute them without a provider.

locals {
  managed_roles = concat(
    [for role in keys(local.contexts) : "${local.roles_prefix}${role}"],
    [for environment in sort(local.environments) : "${local.roles_prefix}${environment}-secrets"],
  )

  reads_all = [
    {
      Sid      = "ReadRepository"
      Effect   = "Allow"
      Action   = ["ecr:DescribeRepositories", "ecr:GetLifecyclePolicy", "ecr:ListTagsForResource"]
      Resource = local.own_repositories_arn
    },
    {
      Sid    = "ReadRoles"
      Effect = "Allow"
      Action = [
        "iam:GetOpenIDConnectProvider",
        "iam:GetPolicy",
        "iam:GetPolicyVersion",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListPolicyVersions",
        "iam:ListRolePolicies",
      ]
      Resource = concat(local.managed_roles, [local.boundary_arn, local.github_provider_arn])
    },
    {
      Sid    = "ReadAlerts"
      Effect = "Allow"
      Action = [
        "cloudwatch:ListTagsForResource",
        "events:DescribeRule",
        "events:ListTagsForResource",
        "events:ListTargetsByRule",
        "sns:GetTopicAttributes",
        "sns:ListTagsForResource",
      ]
      Resource = [local.alarms_arn, local.rules_arn, local.topic_arn]
    },
    {
      Sid      = "FindAlerts"
      Effect   = "Allow"
      Action   = ["cloudwatch:DescribeAlarms", "kms:ListAliases", "sns:GetSubscriptionAttributes"]
      Resource = "*" # the provider asks without naming one
    },
    {
      Sid       = "ReadKey"
      Effect    = "Allow"
      Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"]
      Resource  = local.keys_arn
      Condition = { StringEquals = { "aws:ResourceTag/Project" = var.project } }
    },
  ]

  # No deletion of the repository, and none of an image.
  writes_all = [
    {
      Sid    = "WriteRepository"
      Effect = "Allow"
      Action = [
        "ecr:CreateRepository",
        "ecr:PutImageScanningConfiguration",
        "ecr:PutImageTagMutability",
        "ecr:PutLifecyclePolicy",
        "ecr:TagResource",
        "ecr:UntagResource",
      ]
      Resource = local.own_repositories_arn
    },
    {
      Sid    = "WriteRoles"
      Effect = "Allow"
      Action = [
        "iam:DeleteRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ]
      Resource = local.managed_roles
    },
    {
      # Whatever it writes into them, its own included: none can do more than the boundary allows.
      Sid       = "WriteBoundedRoles"
      Effect    = "Allow"
      Action    = ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"]
      Resource  = local.managed_roles
      Condition = { StringEquals = { "iam:PermissionsBoundary" = local.boundary_arn } }
    },
    {
      Sid    = "WriteAlerts"
      Effect = "Allow"
      Action = [
        "cloudwatch:DeleteAlarms",
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
        "events:DeleteRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
        "events:TagResource",
        "events:UntagResource",
        "sns:CreateTopic",
        "sns:DeleteTopic",
        "sns:SetTopicAttributes",
        "sns:Subscribe",
        "sns:TagResource",
        "sns:UntagResource",
      ]
      Resource = [local.alarms_arn, local.rules_arn, local.topic_arn]
    },
    {
      Sid      = "Unsubscribe"
      Effect   = "Allow"
      Action   = "sns:Unsubscribe"
      Resource = [local.topic_arn, "${local.topic_arn}:*"]
    },
  ]
}

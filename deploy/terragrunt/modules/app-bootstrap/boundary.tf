# The most that any role of this project can do, whatever its own policy says. Without it the role `apply`, which writes
# policies, its own among them, could make itself an administrator.
# Expressions only, no resources: the tests let Terraform compute them without a provider.

locals {
  bounded_parameters = [
    for pair in setproduct(local.regions, concat(["/param/${var.project}/*"], sort(var.boundary_parameters))) :
    "arn:aws:ssm:${pair[0]}:${var.account_id}:parameter${pair[1]}"
  ]

  boundary_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Images"
        Effect   = "Allow"
        Action   = "ecr:*"
        Resource = local.own_repositories_arn
      },
      {
        Sid      = "KeepImages"
        Effect   = "Deny"
        Action   = ["ecr:BatchDeleteImage", "ecr:DeleteRepository", "ecr:SetRepositoryPolicy"]
        Resource = "*"
      },
      {
        Sid    = "NothingNarrower"
        Effect = "Allow"
        Action = [
          "cloudwatch:DescribeAlarms",
          "ecr:GetAuthorizationToken",
          "kms:ListAliases",
          "sns:GetSubscriptionAttributes",
          "ssm:DescribeParameters",
        ]
        Resource = "*"
      },
      {
        Sid      = "Parameters"
        Effect   = "Allow"
        Action   = "ssm:GetParameter*"
        Resource = local.bounded_parameters
      },
      {
        Sid      = "DecryptParameters"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = [for region in local.regions : "arn:aws:kms:${region}:${var.account_id}:key/*"]
        Condition = {
          StringEquals = { "kms:ViaService" = [for region in local.regions : "ssm.${region}.amazonaws.com"] }
          StringLike   = { "kms:EncryptionContext:PARAMETER_ARN" = local.bounded_parameters }
        }
      },
      {
        Sid      = "FindState"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = local.bucket_arn
      },
      {
        Sid      = "State"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        Resource = "${local.bucket_arn}/${var.project}/*"
      },
      {
        Sid      = "AssumeItself"
        Effect   = "Allow"
        Action   = "sts:AssumeRole"
        Resource = values(local.assumes)[*].Resource
      },
      {
        Sid      = "ReadRoles"
        Effect   = "Allow"
        Action   = ["iam:Get*", "iam:List*"]
        Resource = ["${local.roles_prefix}*", local.boundary_arn, local.github_provider_arn]
      },
      {
        Sid    = "Roles"
        Effect = "Allow"
        Action = [
          "iam:DeleteRole",
          "iam:TagRole",
          "iam:UntagRole",
          "iam:UpdateAssumeRolePolicy",
          "iam:UpdateRole",
          "iam:UpdateRoleDescription",
        ]
        Resource = "${local.roles_prefix}*"
      },
      {
        Sid       = "BoundedRoles"
        Effect    = "Allow"
        Action    = ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"]
        Resource  = "${local.roles_prefix}*"
        Condition = { StringEquals = { "iam:PermissionsBoundary" = local.boundary_arn } }
      },
      {
        Sid      = "Alerts"
        Effect   = "Allow"
        Action   = ["cloudwatch:*", "events:*", "sns:*"]
        Resource = [local.alarms_arn, local.rules_arn, local.topic_arn, "${local.topic_arn}:*"]
      },
      {
        Sid       = "ReadKey"
        Effect    = "Allow"
        Action    = ["kms:DescribeKey", "kms:GetKey*", "kms:ListResourceTags"]
        Resource  = local.keys_arn
        Condition = { StringEquals = { "aws:ResourceTag/Project" = var.project } }
      },
    ]
  })
}

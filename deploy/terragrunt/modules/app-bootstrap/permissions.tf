# What each role may do. Expressions only, no resources: the tests let Terraform compute them without a provider.

locals {
  permissions = {
    push    = local.pushes_images
    verify  = concat(local.verifies_secrets, local.looks_at_images)
    release = local.tags_images
    plan    = concat(local.reads_state, local.reads_all, [local.assumes.plan])
    apply   = concat(local.reads_state, local.reads_all, local.writes_state, local.writes_all, [local.assumes.apply])
  }
  permission_policies = {
    for role, statements in local.permissions : role => jsonencode({
      Version   = "2012-10-17"
      Statement = statements
    })
  }

  assumes = {
    for role in ["plan", "apply"] : role => {
      Sid      = "AssumeItself"
      Effect   = "Allow"
      Action   = "sts:AssumeRole"
      Resource = "${local.roles_prefix}${role}"
    }
  }

  pushes_images = [
    {
      Sid      = "LogIn"
      Effect   = "Allow"
      Action   = "ecr:GetAuthorizationToken"
      Resource = "*" # AWS allows nothing narrower
    },
    {
      Sid    = "PushImages"
      Effect = "Allow"
      Action = [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:DescribeImages",
        "ecr:GetDownloadUrlForLayer", # what was pushed is pulled and started before it is pinned
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ]
      Resource = local.repositories_arn
    },
  ]

  # What `plainsail secrets policy ENV --for verify` prints; a test compares the two.
  verifies_secrets = [
    {
      Sid      = "DescribeParameters"
      Effect   = "Allow"
      Action   = "ssm:DescribeParameters"
      Resource = "*" # names and types, never values; AWS allows nothing narrower
    },
  ]

  looks_at_images = [
    {
      Sid      = "LookAtImages"
      Effect   = "Allow"
      Action   = "ecr:DescribeImages"
      Resource = local.repositories_arn
    },
  ]

  # A further tag for an image that is there already: its manifest is read and put back, no layer is moved.
  tags_images = [
    {
      Sid      = "TagImages"
      Effect   = "Allow"
      Action   = ["ecr:BatchGetImage", "ecr:DescribeImages", "ecr:PutImage"]
      Resource = local.repositories_arn
    },
  ]

  reads_state = [
    {
      Sid      = "FindState"
      Effect   = "Allow"
      Action   = "s3:ListBucket" # else a state that is not there yet looks like a forbidden one
      Resource = local.bucket_arn
    },
    {
      Sid      = "ReadState"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = "${local.bucket_arn}/${var.project}/*"
    },
  ]

  writes_state = [
    {
      Sid      = "WriteState"
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = "${local.bucket_arn}/${var.project}/*"
    },
    {
      Sid      = "UnlockState"
      Effect   = "Allow"
      Action   = "s3:DeleteObject"
      Resource = "${local.bucket_arn}/${var.project}/*.tflock"
    },
  ]
}

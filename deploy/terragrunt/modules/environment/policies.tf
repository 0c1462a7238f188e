# Expressions only, no resources: the tests let Terraform compute them without a provider.

locals {
  role_name = "${var.project}-${var.environment}-secrets"

  # A folder within another is readable with that one.
  outermost = [
    for folder in sort(var.parameter_folders) : folder
    if !anytrue([for other in var.parameter_folders : startswith(folder, "${other}/")])
  ]

  # concat() also keeps `plainsail check` from taking this line, which fits any folder, for a grant; it reads the folders
  # in live/fleet.json, and `further_parameters`.
  readable = concat(
    [for folder in local.outermost : "arn:aws:ssm:${var.region}:${var.account_id}:parameter${folder}/*"],
    var.further_parameters,
  )
  encrypted = [for arn in local.readable : arn if !strcontains(arn, "::parameter/aws/")] # what AWS publishes is not

  # Word for word what `plainsail secrets policy ENV` prints; a test compares the two.
  secrets_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid      = "ReadParameters"
          Effect   = "Allow"
          Action   = "ssm:GetParameter*"
          Resource = local.readable
        },
      ],
      [
        for arns in [local.encrypted] : {
          Sid      = "DecryptParameters"
          Effect   = "Allow"
          Action   = "kms:Decrypt"
          Resource = "arn:aws:kms:${var.region}:${var.account_id}:key/*"
          Condition = {
            StringEquals = { "kms:ViaService" = "ssm.${var.region}.amazonaws.com" }
            StringLike   = { "kms:EncryptionContext:PARAMETER_ARN" = arns }
          }
        } if length(arns) > 0
      ],
    )
  })
  secrets_policies = length(local.readable) > 0 ? { secrets = local.secrets_policy } : {} # IAM takes none about nothing

  # Pod Identity tags the operator's session, and the tags travel on to this role: hence TagSession. Within an account
  # this is all that is needed; an operator in another account must be allowed to assume the role there, too.
  trust_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "ExternalSecretsOperator"
        Effect    = "Allow"
        Principal = { AWS = var.external_secrets_controller_role_arn }
        Action    = ["sts:AssumeRole", "sts:TagSession"]
      },
    ]
  })
}

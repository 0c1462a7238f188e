# The role that the environment's ClusterSecretStore assumes (`spec.provider.aws.role`). The operator's own role, which
# is the whole cluster's, may so be allowed to read nothing.

resource "aws_iam_role" "secrets" {
  name                 = local.role_name
  description          = "Reads the parameters of ${var.environment} for the External Secrets Operator"
  assume_role_policy   = local.trust_policy
  permissions_boundary = "arn:aws:iam::${var.account_id}:policy/${var.project}-boundary" # made by app-bootstrap
}

resource "aws_iam_role_policy" "secrets" {
  for_each = local.secrets_policies

  name   = each.key
  role   = aws_iam_role.secrets.name
  policy = each.value
}

# It had no key while there was no environment without parameters.
moved {
  from = aws_iam_role_policy.secrets
  to   = aws_iam_role_policy.secrets["secrets"]
}

# The roles of the pipelines, and what holds them in.

resource "aws_iam_openid_connect_provider" "github" {
  for_each = toset(var.create_github_oidc_provider ? [local.github_host] : [])

  url            = "https://${each.key}"
  client_id_list = ["sts.amazonaws.com"] # no thumbprints: AWS trusts GitHub's certificate by its authority

  lifecycle {
    prevent_destroy = true # other repositories may use it by now
  }
}

resource "aws_iam_policy" "boundary" {
  name        = "${var.project}-boundary"
  description = "The most that a role of ${var.project} can do"
  policy      = local.boundary_policy
}

resource "aws_iam_role" "pipeline" {
  for_each = local.trust_policies

  name                 = "${var.project}-${each.key}"
  description          = "Pipelines of ${var.github_organisation}/${var.github_repository}: ${each.key}"
  assume_role_policy   = each.value
  permissions_boundary = aws_iam_policy.boundary.arn

  depends_on = [aws_iam_openid_connect_provider.github]
}

resource "aws_iam_role_policy" "pipeline" {
  for_each = local.permission_policies

  name   = each.key
  role   = aws_iam_role.pipeline[each.key].name
  policy = each.value
}

# Names and ARNs, written out from variables: what is only known after an apply could be in no policy on a first plan.
# Expressions only, no resources: the tests let Terraform compute them without a provider.

locals {
  roles_prefix = "arn:aws:iam::${var.account_id}:role/${var.project}-"
  boundary_arn = "arn:aws:iam::${var.account_id}:policy/${var.project}-boundary"

  github_host         = "token.actions.githubusercontent.com"
  github_provider_arn = "arn:aws:iam::${var.account_id}:oidc-provider/${local.github_host}"

  registry_prefix  = "arn:aws:ecr:${var.region}:${var.account_id}:repository/"
  repositories_arn = [for name in sort(local.image_repositories) : "${local.registry_prefix}${name}"]

  # Those that may be made: who adds an app needs no right that the same apply would have to grant first.
  own_repositories_arn = concat(
    ["${local.registry_prefix}${var.project}/*"],
    [
      for name in sort(local.image_repositories) : "${local.registry_prefix}${name}"
      if !startswith(name, "${var.project}/")
    ],
  )

  bucket_arn = "arn:aws:s3:::${var.state_bucket}"

  alerts_name = "${var.project}-alerts"
  topic_arn   = "arn:aws:sns:${var.region}:${var.account_id}:${local.alerts_name}"
  alarms_arn  = "arn:aws:cloudwatch:${var.region}:${var.account_id}:alarm:${var.project}-*"
  rules_arn   = "arn:aws:events:${var.region}:${var.account_id}:rule/${var.project}-*"
  keys_arn    = "arn:aws:kms:${var.region}:${var.account_id}:key/*"
}

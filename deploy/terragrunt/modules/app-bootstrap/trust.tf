# Who may act as which role. Expressions only, no resources: the tests let Terraform compute them without a provider.

locals {
  # What GitHub says of a job, after the repository. `pull_request` is any pull request of this repository's own
  # branches; a fork's gets no identity. An environment's jobs wait for its reviewers before they get theirs. No tag is
  # trusted: whoever may push one writes the workflow that runs for it.
  contexts = {
    push    = ["ref:refs/heads/main"]
    verify  = ["pull_request", "ref:refs/heads/main"]
    release = [for name in sort(var.approvals) : "environment:${name}"]
    plan    = ["pull_request", "ref:refs/heads/main"]
    apply   = ["environment:infrastructure"]
  }

  # Both forms that GitHub sends; never a wildcard in them.
  repositories = concat(
    ["repo:${var.github_organisation}/${var.github_repository}"],
    var.github_repository_id == null ? [] : [
      "repo:${var.github_organisation}@${var.github_organisation_id}/${var.github_repository}@${var.github_repository_id}"
    ],
  )
  subjects = {
    for role, contexts in local.contexts : role => [
      for pair in setproduct(local.repositories, contexts) : join(":", pair)
    ]
  }

  # The role itself is among them: since 2022 a role must say so when its own sessions may assume it again. A principal
  # that does not exist yet cannot be named, and at its creation the role does not: so the account is the principal, and
  # the condition says who of it. Whoever it is must also be allowed to by a policy of their own.
  people = {
    for role, arns in { plan = var.operators.plan, apply = var.operators.apply } :
    role => concat(["${local.roles_prefix}${role}"], sort(arns))
  }

  trust_policies = {
    for role, subjects in local.subjects : role => jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [
          {
            Sid       = "GitHub"
            Effect    = "Allow"
            Principal = { Federated = local.github_provider_arn }
            Action    = "sts:AssumeRoleWithWebIdentity"
            Condition = {
              StringEquals = {
                "${local.github_host}:aud" = "sts.amazonaws.com"
                "${local.github_host}:sub" = subjects
              }
            }
          },
        ],
        [
          for arns in [lookup(local.people, role, [])] : {
            Sid       = "Operators"
            Effect    = "Allow"
            Principal = { AWS = "arn:aws:iam::${var.account_id}:root" }
            Action    = "sts:AssumeRole"
            Condition = { ArnLike = { "aws:PrincipalArn" = arns } }
          } if length(arns) > 0
        ],
      )
    })
  }
}

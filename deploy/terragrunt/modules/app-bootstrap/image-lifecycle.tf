# Which images are forgotten. Expressions only, no resources: the tests let Terraform compute them without a provider.

locals {
  # A rule means an image when any of its tags fits, and shields it from all later rules. A release is a build with a
  # further tag (`sha-...` and `v...`): the first rule takes it, so the third never can.
  #
  # Builds are counted, not aged: where nothing changes for a year, staging still runs the newest. The parts of an image
  # (one for each platform, and the provenance) have no tags either; ECR keeps what a kept image lists.
  image_lifecycle = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Releases are kept: a repository cannot hold as many images as this rule would leave"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["v*"]
          countType      = "imageCountMoreThan"
          countNumber    = 1000000
        }
        action = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "What lost its tag, or never got one, goes after two weeks"
        selection = {
          tagStatus   = "untagged"
          countType   = "sinceImagePushed"
          countUnit   = "days"
          countNumber = 14
        }
        action = { type = "expire" }
      },
      {
        rulePriority = 3
        description  = "Of builds that were never released, the newest are kept"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["sha-*"]
          countType      = "imageCountMoreThan"
          countNumber    = var.kept_builds
        }
        action = { type = "expire" }
      },
    ]
  })
}

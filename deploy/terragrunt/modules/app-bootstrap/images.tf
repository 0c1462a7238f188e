# Where the images live. Whoever pulls is of the same account, so that no repository policy is needed.

resource "aws_ecr_repository" "images" {
  for_each = local.image_repositories

  name = each.key

  # All tags are immutable, so IMMUTABLE_WITH_EXCLUSION has nothing to exclude: `sha-*` and `v*` are put once, no pod
  # runs a tag that moves, and the build's cache lives at GitHub.
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  # A key of our own would add a key policy that every puller depends on; to change this later makes a new repository.
  encryption_configuration {
    encryption_type = "AES256"
  }

  lifecycle {
    prevent_destroy = true # production runs from it
  }
}

resource "aws_ecr_lifecycle_policy" "images" {
  for_each = aws_ecr_repository.images

  repository = each.value.name
  policy     = local.image_lifecycle
}

# Until there were several, the one repository had no key. Of no effect where the state knows it by its key already; the
# name is that of the repository that was there.
moved {
  from = aws_ecr_repository.images
  to   = aws_ecr_repository.images["my-project/backend"]
}

moved {
  from = aws_ecr_lifecycle_policy.images
  to   = aws_ecr_lifecycle_policy.images["my-project/backend"]
}

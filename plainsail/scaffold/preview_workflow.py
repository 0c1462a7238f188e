"""The workflow of previews: it builds what a pull request runs, and says which pull requests have one."""

PATH = ".github/workflows/preview.yml"
"""Where it stands."""
WORKFLOW = """\
# Gives a pull request its preview: builds the images that it runs, then the label that Argo CD looks for.
#
# A pull request from a fork has none: neither its code nor its YAML is run by anybody. What runs here of the pull
# request may push images of previews; what gives the label is the code of the base.
name: Preview

on:
  pull_request:

permissions: {}

# Only the newest commit of a pull request is worth the machines.
concurrency:
  group: ${{ github.workflow }}-${{ github.event.pull_request.number }}
  cancel-in-progress: true

defaults:
  run:
    shell: bash

jobs:
  fleet:
    name: What is there to build?
    if: >-
      github.event.pull_request.head.repo.full_name == github.repository
      && github.event.pull_request.user.login != 'dependabot[bot]'
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    permissions:
      contents: read # to check out
    outputs:
      images: ${{ steps.images.outputs.images }}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          ref: ${{ github.event.pull_request.head.sha }}
          persist-credentials: false
      - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0
        with:
          python-version: "3.13"
      - name: Set up
        run: python -m pip install --quiet --disable-pip-version-check -r requirements.txt
      - name: The images of previews
        id: images
        run: |
          images=$(plainsail list --format json | jq -c '
            "^(?<account>[0-9]{12})[.]dkr[.]ecr[.](?<region>[a-z0-9-]+)[.]amazonaws[.]com/" as $ecr
            | [.apps[] | select(.preview_image)
              | {image: .preview_image, dockerfile: .build_dockerfile, context: .build_context}] | unique
            | map(. + ((.image | capture($ecr)) // error("\\(.image) is not in ECR: log in there in another way")))')
          echo "images=$images" >> "$GITHUB_OUTPUT"

  image:
    name: Image ${{ matrix.image }}
    needs: fleet
    if: needs.fleet.outputs.images != '[]'
    strategy:
      matrix:
        include: ${{ fromJSON(needs.fleet.outputs.images) }}
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    permissions:
      contents: read # to check out
      id-token: write # to assume the role
    steps:
      # The head, whose dist/ Argo CD runs; not the merge with the base.
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          ref: ${{ github.event.pull_request.head.sha }}
          persist-credentials: false
      # It may push to the repositories of previews alone: what a pull request builds is never what is released.
      - uses: aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3
        with:
          role-to-assume: arn:aws:iam::${{ matrix.account }}:role/PROJECT-preview
          aws-region: ${{ matrix.region }}
      - uses: aws-actions/amazon-ecr-login@03f1aad4c6c7ffd436567f42f9384779290529bd # v2.1.7
      - uses: docker/setup-buildx-action@37fe631027851001ddb9b187196cc803df7f5f0e # v4.3.0
      - name: Build and push
        uses: docker/build-push-action@53b7df96c91f9c12dcc8a07bcb9ccacbed38856a # v7.3.0
        with:
          context: ${{ matrix.context }}
          file: ${{ matrix.dockerfile }}
          push: true
          provenance: false
          # The tag that the ApplicationSet fills in.
          tags: ${{ matrix.image }}:pr-${{ github.event.pull_request.number }}-${{ github.event.pull_request.head.sha }}

  label:
    name: Label
    needs: [fleet, image]
    if: "!cancelled() && needs.fleet.result == 'success' && needs.image.result != 'failure'"
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read # to check out
      pull-requests: write # to give the label
    # One at a time: two would both see the last place free.
    concurrency:
      group: ${{ github.workflow }}-label
      cancel-in-progress: false
    steps:
      # The base: no code of the pull request runs where there is a token that writes.
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          ref: ${{ github.event.pull_request.base.sha }}
          sparse-checkout: dist/argocd/ENVIRONMENT
          persist-credentials: false
      - name: Give the label while there is room
        env:
          GH_TOKEN: ${{ github.token }}
          NUMBER: ${{ github.event.pull_request.number }}
          REPOSITORY: ${{ github.repository }}
        run: |
          shopt -s nullglob
          sets=(dist/argocd/ENVIRONMENT/ApplicationSet.*.yaml)
          if [ "${#sets[@]}" = 0 ]; then
            echo "::notice title=No preview::the base has no ApplicationSet yet: previews begin once this is merged"
            exit
          fi
          limit=$(sed -n 's|^    plainsail/preview-limit: "\\([0-9]*\\)"$|\\1|p' "${sets[0]}")
          label=$(sed -n '/^        labels:$/{n;s/^        - "\\{0,1\\}\\([^"]*\\)"\\{0,1\\}$/\\1/p;q}' "${sets[0]}")
          others=$(gh pr list --repo "$REPOSITORY" --state open --label "${label:?}" --limit 1000 --json number \\
            --jq "map(select(.number != $NUMBER)) | length")
          if [ "$others" -ge "${limit:?}" ]; then
            echo "::warning title=No preview::$others pull requests have one, of $limit; close one, run this again"
            exit
          fi
          gh api --method POST "repos/$REPOSITORY/issues/$NUMBER/labels" -f "labels[]=$label" --silent
"""
"""The file; the pins of its actions are those of this repository's own workflows."""


def workflow(environment: str, project: str) -> str:
    """The text for one environment of a project."""
    return WORKFLOW.replace("ENVIRONMENT", environment).replace("PROJECT", project)

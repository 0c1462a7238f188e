"""What the API server refuses in Job and CronJob (`pkg/apis/batch/validation`)."""

from plainsail.schemas.rules.together import Fields, Names, Together
from plainsail.schemas.rules.words import number

FIELDS: Fields = {
    "batch.v1.JobSpec": {"activeDeadlineSeconds": number(0)},
}

REQUIRED: Names = {
    **dict.fromkeys(
        (
            "batch.v1.CronJob",
            "batch.v1.Job",
            "batch.v1.JobTemplateSpec",
        ),
        ("spec",),
    ),
    "batch.v1.CronJobSpec": ("jobTemplate", "schedule"),
}
"""Fields that the API server requires and the published schema does not."""

TOGETHER: Together = {}

"""What the API server refuses in a CustomResourceDefinition.

After `apiextensions-apiserver/pkg/apis/apiextensions/validation`.
"""

from plainsail.schemas.rules.together import Fields, Together

FIELDS: Fields = {}

TOGETHER: Together = {}

"""What views that change something share: run a service, put its refusal beside the field it concerns."""

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from motcua.domain.errors import BadInput, MotcuaError, NotAllowed, NotFound


def done(form: BaseForm, act: Callable[[], object]) -> bool:
    """Run the act; a refusal becomes a fault of the form (of its field, if it names one) and nothing typed is lost."""
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except MotcuaError as error:
        field = error.field if isinstance(error, BadInput) and error.field in form.fields else None
        form.add_error(field, error.message(gettext))
        return False
    return True


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, to bind a form with; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None

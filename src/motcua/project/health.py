"""Addresses for whoever watches the server."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from motcua.domain.errors_figures import FiguresIncomplete
from motcua.figures.fact_tables import require_complete


def healthz(request: HttpRequest) -> JsonResponse:
    """Answer that the process lives."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 where the database answers, is migrated and its figures are complete, else 503."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return JsonResponse({"status": "not_migrated"}, status=503)
    try:
        require_complete()
    except FiguresIncomplete as error:
        return JsonResponse({"status": error.code}, status=503)
    return JsonResponse({"status": "ok"})

"""Telling people of a night: who hears what of it, and how the run went."""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.app.night_job import STATUS, Done, Job, Outcome

if TYPE_CHECKING:
    from graph.network import TraceGraph
    from graph.reports.nightly.night import Night, Share
    from graph.sending.messages import Attachment, Notice, Outgoing
    from graph.sending.settings import NightStatus, Settings

_SCHEMA = 1


def routes_of(job: Job, graph: "TraceGraph | None" = None) -> "Settings | None":
    """Return whom to tell, if anybody; the units are looked for where the graph is known.

    Raises:
        UsageError: something in the file does not fit.
    """
    if job.notify is None:
        return None
    from graph.model.entities import Unit
    from graph.sending.reading import read_settings

    units = {graph.lifted(one.id) for one in graph.all(Unit)} if graph else None
    return read_settings(job.notify, units, os.environ)


def of_a_night(job: Job, done: Done, night: "Night", files: Mapping[str, bytes]) -> "Outgoing":
    """Return what a night has to say: all of it, and to each unit what is new or waits for it."""
    from graph.sending.messages import Notice, Outgoing
    from graph.views.nightly.files import name_of

    summary = Notice(
        line=done.line,
        body=files["report.md"].decode(),
        attachments=[_attached(files, name) for name in ("index.html", "report.xlsx")],
        numbers=night.numbers,
    )
    news = {name_of(one): _digest(night, one, files) for one in night.shares if one.is_news}
    nobodys = next((name_of(one) for one in night.shares if one.unit is None), "")
    return Outgoing(
        as_of=night.as_of,
        sent_at=job.started_at,
        status=_status(done, night),
        summary=summary,
        unassigned=news.pop(nobodys, None),
        units=news,
        dataset=night.dataset,
    )


def of_an_unreadable_night(job: Job, done: Done) -> "Outgoing":
    """Return what there is to say of a night whose sources could not be read."""
    from graph.sending.messages import Notice, Outgoing
    from graph.sending.settings import NightStatus

    body = "\n".join((done.line, "", *map(str, done.problems), *done.troubles))
    return Outgoing(
        as_of=job.parameters.as_of,
        sent_at=job.started_at,
        status=NightStatus.UNREADABLE,
        summary=Notice(line=done.line, body=f"{body}\n"),
        dataset=job.sources.dataset,
    )


def _status(done: Done, night: "Night") -> "NightStatus":
    from graph.sending.settings import NightStatus

    if done.outcome is Outcome.FINDINGS:
        return NightStatus.TROUBLE
    is_news = any(one.is_news for one in night.shares)
    return NightStatus.NEWS if is_news else NightStatus.QUIET


def _digest(night: "Night", share: "Share", files: Mapping[str, bytes]) -> "Notice":
    from graph.sending.messages import Notice
    from graph.views.nightly import line
    from graph.views.nightly.files import name_of

    stem = f"digests/{name_of(share)}"
    return Notice(
        line=line.of_unit(night, share),
        body=files[f"{stem}.md"].decode(),
        attachments=[_attached(files, f"{stem}.xlsx")],
    )


def _attached(files: Mapping[str, bytes], name: str) -> "Attachment":
    from graph.sending.messages import Attachment

    return Attachment(name.rpartition("/")[2], files[name])


def told(done: Done, outgoing: "Outgoing", routes: "Settings | None") -> Done:
    """Tell whoever is to hear it; a failure spoils nothing, and shows in the outcome."""
    if routes is None:
        return done
    from graph.sending.delivery import deliver

    sent = deliver(routes, outgoing)
    failures = [str(one) for one in sent if one.failure]
    done = replace(done, sent=sent, troubles=(*done.troubles, *failures))
    if failures and done.outcome is not Outcome.UNREADABLE:
        return replace(done, outcome=Outcome.UNTOLD)
    return done


def write_status(job: Job, done: Done) -> None:
    """Write how the run went, for whoever watches it, beside the nights' folders."""
    from graph.views.output import write_texts

    status = {
        "schema_version": _SCHEMA,
        "as_of": job.parameters.as_of.isoformat(),
        "outcome": done.outcome,
        "line": done.line,
        "report": done.report.name if done.report else None,
        "problems": [str(one) for one in done.problems],
        "troubles": list(done.troubles),
        "sent": len([one for one in done.sent if not one.failure]),
    }
    text = json.dumps(status, ensure_ascii=False, indent=2) + "\n"
    write_texts({job.out / STATUS: text})

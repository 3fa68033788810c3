"""A plan in; the members that a demo has out: each officer of the plan, a teacher, finance, a director, an admin."""

from __future__ import annotations

from bot.people import Person, Role
from bot.plan import Plan
from handlers.commands.ports import Say


def demo_members(plan: Plan, say: Say) -> tuple[Person, ...]:
    """Officers under their own names as the plan prints them; the others are invented and say so."""
    office = plan.office.key
    invented = (
        (Role.STAFF, say("a teacher (demo)")),
        (Role.FINANCE, say("a finance officer (demo)")),
        (Role.DIRECTOR, say("the director (demo)")),
        (Role.ADMIN, say("an admin (demo)")),
    )
    officers = (Person(0, office, Role.OFFICER, one.name, one.key) for one in plan.officers)
    return (*officers, *(Person(0, office, role, name) for role, name in invented))

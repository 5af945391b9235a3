-- Whose identities belong together, of all links of a project: each member with the least of its component. A recursive query finds no end where
-- links form a ring.
create or replace function intermediate.components(a varchar, b varchar)
returns table (member varchar, least_member varchar)
language python
runtime_version = '3.11'
handler = 'Components'
as $$
class Components:
    def __init__(self):
        self.least = {}

    def of(self, member):
        self.least.setdefault(member, member)
        while self.least[member] != member:
            self.least[member] = self.least[self.least[member]]
            member = self.least[member]
        return member

    def process(self, a, b):
        one, other = sorted((self.of(a), self.of(b)))
        self.least[other] = one

    def end_partition(self):
        for member in list(self.least):
            yield (member, self.of(member))
$$

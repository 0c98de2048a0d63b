"""The customer file: what the bank says of a customer, what was agreed here, whom it recognises.

Imported rows stand beside those they will replace until a turn puts their import in force: a row
counts from when the import that brought it is in force until the one that took it away is
(`queries.in_force`). So tens of thousands of rows change hands while the branch's lock is held for
one.

Everything that tells who somebody is is sealed under a key of that customer alone.
"""

from django.db import models


class Import(models.Model):
    """A file of customers or holdings: ids and numbers only, because other branches must know
    which recognised numbers count.
    """

    id = models.UUIDField(primary_key=True)
    branch_id = models.UUIDField()
    what = models.TextField()  # customers, holdings
    began = models.BigIntegerField()  # the branch's last entry when staging began
    sequence = models.BigIntegerField(null=True)  # of the entry that put it in force

    class Meta:
        db_table = "bank_import"
        indexes = (models.Index(fields=["branch_id"], name="bank_import_branch"),)


class Customer(models.Model):
    """A customer of the branch, and what was agreed with them here. No key: erased."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    key = models.BinaryField(null=True)  # the customer's own, wrapped by the bank's
    address = models.BinaryField(null=True)  # sealed: the form of address they asked for here
    needs = models.BinaryField(null=True)  # sealed; kept only by consent
    erased = models.BooleanField(default=False)
    version = models.BigIntegerField(default=0)  # sequence of the last entry about it

    class Meta:
        db_table = "bank_customer"
        indexes = (
            models.Index(
                fields=["branch_id", "version"],
                name="bank_customer_erased",
                condition=models.Q(erased=True),
            ),
        )


class Facts(models.Model):
    """What a file said of a customer."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    customer_id = models.UUIDField()
    customer_class = models.TextField()  # vip, ordinary
    rm_id = models.UUIDField(null=True)  # the customer's own relationship manager
    name = models.BinaryField()  # sealed, as are the next two
    address = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    digest = models.BinaryField()  # of the file's row, keyed: whether the next file changes it
    as_of = models.DateField()
    brought_by = models.UUIDField()
    taken_by = models.UUIDField(null=True)

    class Meta:
        db_table = "bank_customer_facts"
        indexes = (
            models.Index(fields=["branch_id", "customer_id"], name="bank_customer_facts_of"),
            models.Index(fields=["branch_id", "rm_id"], name="bank_customer_facts_rm"),
        )


class KnownNumber(models.Model):
    """A number that a customer is found by: the bank's own, a card's, a document's."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    customer_id = models.UUIDField()
    kind = models.TextField()  # own, card, id
    index = models.BinaryField()  # keyed blind index
    masked = models.BinaryField(null=True)  # sealed
    brought_by = models.UUIDField()
    taken_by = models.UUIDField(null=True)

    class Meta:
        db_table = "bank_customer_number"
        constraints = (
            models.UniqueConstraint(
                fields=["branch_id", "kind", "index", "brought_by"],
                name="bank_customer_number_once",
            ),
        )
        indexes = (
            models.Index(fields=["branch_id", "customer_id"], name="bank_customer_number_of"),
        )


class Recognised(models.Model):
    """By which numbers all branches of a bank recognise a customer: bank-wide, and so nothing
    personal beside the blind index.
    """

    pk = models.CompositePrimaryKey("institution_id", "kind", "index", "branch_id", "brought_by")
    institution_id = models.UUIDField()
    kind = models.TextField()  # card, id
    index = models.BinaryField()
    branch_id = models.UUIDField()  # the home branch
    customer_id = models.UUIDField()
    customer_class = models.TextField()
    rm_id = models.UUIDField(null=True)
    brought_by = models.UUIDField()
    taken_by = models.UUIDField(null=True)

    class Meta:
        db_table = "bank_recognised"
        indexes = (
            models.Index(fields=["branch_id", "customer_id"], name="bank_recognised_customer"),
        )


class Consent(models.Model):
    """What a customer agreed to: for which purpose, on which notice, shown by what."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    customer_id = models.UUIDField()
    purpose = models.TextField()
    scope = models.TextField()
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    notice = models.TextField()  # the version that was shown
    evidence = models.TextField()  # signed_form, recorded_call, app, counter_pad
    reference = models.TextField()  # the evidence's own number
    brought_by = models.UUIDField(null=True)  # None: given in the branch

    class Meta:
        db_table = "bank_consent"
        indexes = (models.Index(fields=["branch_id", "customer_id"], name="bank_consent_of"),)


class Holding(models.Model):
    """What a customer has with the bank, as a file said. `amount` in fen."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    customer_id = models.UUIDField()
    kind = models.TextField()  # deposit, fund, bond, insurance, wealth, loan
    product = models.TextField()
    amount = models.BigIntegerField()
    as_of = models.DateField()
    matures_on = models.DateField(null=True)
    brought_by = models.UUIDField()
    taken_by = models.UUIDField(null=True)

    class Meta:
        db_table = "bank_holding"
        indexes = (models.Index(fields=["branch_id", "customer_id"], name="bank_holding_of"),)


class SalesHold(models.Model):
    """Nobody in the bank sells to this customer while it stands: every branch reads it, and only
    the home branch writes it.
    """

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    customer_id = models.UUIDField()
    reason = models.TextField()
    held_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "bank_sales_hold"
        constraints = (
            models.UniqueConstraint(
                fields=["branch_id", "customer_id"],
                name="bank_sales_hold_one",
                condition=models.Q(lifted_at__isnull=True),
            ),
        )

"""Who may do what."""

from forms_app.domain import roles


def test_the_till_redeems_by_hand_or_by_program_and_staff_keep_it():
    of_all = {"enter the staff pages", "change own password"}
    assert {deed for deed in roles.DEEDS if roles.may(deed, ["till"])} == of_all | {
        "redeem vouchers",
        "make own tokens",
    }
    assert roles.may("redeem vouchers", ["staff"])


def test_no_form_may_name_the_till_as_those_who_see_details():
    assert (set(roles.ROLES) - set(roles.SEE_DETAILS)) == {"till"}

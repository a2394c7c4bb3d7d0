from datetime import date

from odoo.tests import HttpCase, tagged

from .test_rating import RatingCase


@tagged("post_install", "-at_install")
class TestRatingTours(RatingCase, HttpCase):
    """What a counterpart sees who was sent a link, in a real browser."""

    # U4.7: answers without log-in; the used and the lapsed link say so kindly
    def test_answered_by_link(self):
        self._stop_clock()
        school = self._unit("示范测试小学")
        rating = self._rating(unit=school, rater=school)
        path = rating.link.replace(rating.get_base_url(), "")
        self.start_tour(path, "stakeholder_rating_by_link", login=None)
        self.env.invalidate_all()
        # by hand: (100 + 6 * 80) / 7, of the eighth there was no opinion
        self.assertEqual((rating.state, rating.score), ("answered", 82.86))
        self.assertEqual(rating.answers[-1]["answer"], "谢谢驻校社工")
        self.start_tour(path, "stakeholder_rating_link_used", login=None)
        other = self._rating(unit=school, rater=self._person(school, "head"))
        path = other.link.replace(other.get_base_url(), "")
        other.user_input_id.deadline = date(2020, 1, 1)
        self.start_tour(path, "stakeholder_rating_link_lapsed", login=None)
        self.env.invalidate_all()
        self.assertEqual(other.state, "sent")

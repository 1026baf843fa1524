"""Referrals on the screen: the box that makes one, the boxes that answer it, and their words.

refer_box     to whom, what goes, and on what grounds
answer_boxes  take it, decline it, pass it on, tell, close, see what came of it
part_words    what stands behind each part that can be ticked
wording       a referral and its news as items of a timeline
"""

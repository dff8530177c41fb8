# (d) Not received on eBay: the seller stalls, and eBay is asked to step in on the last business day.

2026-09-01  add 12-34567-89012 'Film camera' 140.00 --paid-with paypal --ordered 2026-09-01 --promised-by 2026-09-14 --seller-country DE --site ebay.de
  due       2026-10-01 seller: deliver within the law's time (eu.delivery)
  later     2027-02-27 paypal.dispute
  summary   owed nothing; back nothing

2026-09-15  mark 12-34567-89012 problem --reason not-received
  status    Problem Noted; move: you by 2026-10-14
  due       2026-10-01 seller: deliver within the law's time (eu.delivery)
  due       2026-10-14 you: report it as not received (ebay.dispute-not-received)
  later     2027-02-27 paypal.dispute
  next      you by 2026-10-14: report it as not received; first the carrier's answer, and a screenshot of the tracking page; returnctl mark REF dispute-opened
  summary   owed 140.00 EUR not due yet; back nothing

2026-09-16  mark 12-34567-89012 dispute-opened --channel platform --amount 140.00
  status    In Dispute; move: seller by 2026-09-21
  due       2026-09-21 seller: answer (ebay.seller-response)
  later     2027-02-27 paypal.dispute
  next      seller by 2026-09-21: answer; returnctl mark REF seller-replied
  summary   owed 140.00 EUR not due yet; back nothing

2026-09-17  mark 12-34567-89012 seller-replied
  status    In Dispute; move: you by 2026-10-15
  later     2027-02-27 paypal.dispute
  next      you by 2026-10-15: ask eBay to step in; first the messages with the seller; for a return, its proof of delivery; returnctl mark REF escalated
  summary   owed 140.00 EUR not due yet; back nothing

2026-10-15  mark 12-34567-89012 escalated --channel platform
  status    Escalated; move: platform by 2026-10-17
  due       2026-10-17 platform: decide (ebay.platform-decision)
  later     2027-02-27 paypal.dispute
  next      platform by 2026-10-17: decide; returnctl mark REF decided --outcome WORD
  summary   owed 140.00 EUR not due yet; back nothing

2026-10-17  mark 12-34567-89012 decided --channel platform --outcome refund --amount 140.00
  status    Decided; move: you by 2026-10-24
  later     2027-02-27 paypal.dispute
  next      you by 2026-10-24: look whether the refund is on its way; returnctl mark REF refund-issued --amount 140.00
  summary   owed 140.00 EUR 0-7; back nothing

2026-10-17  mark 12-34567-89012 refund-issued --amount 140.00
  status    Refund Processed; move: bank by 2026-10-23
  next      bank by 2026-10-23: credit the money; returnctl mark REF money-in --amount 140.00
  summary   owed 140.00 EUR 0-7; back nothing

2026-10-22  mark 12-34567-89012 money-in --amount 140.00
  status    Completed
  summary   owed nothing; back 140.00 EUR

# (e) The refund is issued but never arrives: the ARN, then the card issuer within 120 days.

2026-06-01  add 8190123456789012 'Sewing machine' 119.00 --paid-with visa --ordered 2026-06-01 --seller-country CN --free-return
  due       2026-07-01 seller: deliver within the law's time (eu.delivery)
  later     2026-08-29 aliexpress.return-window
  summary   owed nothing; back nothing

2026-06-20  mark 8190123456789012 delivered
  due       2026-07-04 you: open a dispute (aliexpress.dispute)
  due       2026-07-06 you: withdraw from the contract (eu.withdrawal)
  later     2026-08-29 aliexpress.return-window, 2026-10-04 visa.chargeback, 2027-06-20 de.burden, 2028-06-20 de.conformity
  summary   owed nothing; back nothing

2026-06-25  mark 8190123456789012 requested --reason not-as-described
  status    Request Submitted; move: seller by 2026-06-30
  due       2026-06-30 seller: answer (aliexpress.seller-response)
  due       2026-07-02 platform: step in and propose (aliexpress.platform-decision)
  due       2026-07-06 you: withdraw from the contract (eu.withdrawal)
  later     2026-10-04 visa.chargeback, 2027-06-20 de.burden, 2028-06-20 de.conformity
  next      seller by 2026-06-30: answer; returnctl mark REF seller-replied
  summary   owed 119.00 EUR not due yet; back nothing

2026-06-27  mark 8190123456789012 approved --code AE-55120 --label prepaid
  status    Return Approved; move: you by 2026-07-06
  due       2026-07-06 you: send it, give number (aliexpress.ship-back)
  later     2026-10-04 visa.chargeback, 2027-06-20 de.burden, 2028-06-20 de.conformity
  next      you by 2026-07-06: send it, give number; first photos of the open box and of the label; keep the counter receipt; returnctl mark REF sent --tracking NUMBER
  summary   owed 119.00 EUR not due yet; back nothing

2026-06-30  mark 8190123456789012 sent --tracking LX123456785DE
  status    Item In Transit; move: you by 2026-07-06
  due       2026-07-06 you: enter the tracking number (aliexpress.return-tracking)
  due       2026-07-08 platform: decide about the return (aliexpress.return-check)
  later     2026-10-04 visa.chargeback, 2027-06-20 de.burden, 2028-06-20 de.conformity
  next      you by 2026-07-06: enter the tracking number; first the counter receipt with the number; returnctl mark REF tracking-submitted --tracking NUMBER
  summary   owed 119.00 EUR not due yet; back nothing

2026-06-30  mark 8190123456789012 tracking-submitted
  status    Item In Transit; move: platform by 2026-07-08
  due       2026-07-08 platform: decide about the return (aliexpress.return-check)
  later     2026-10-04 visa.chargeback, 2027-06-20 de.burden, 2028-06-20 de.conformity
  next      platform by 2026-07-08: decide about the return; returnctl mark REF arrived-back
  summary   owed 119.00 EUR not due yet; back nothing

2026-07-15  mark 8190123456789012 arrived-back
  status    Item Received; move: you by 2026-07-22
  later     2026-10-04 visa.chargeback, 2027-06-20 de.burden, 2028-06-20 de.conformity
  next      you by 2026-07-22: look again (seller: refund); returnctl mark REF refund-issued --amount 119.00
  summary   owed 119.00 EUR not due yet; back nothing

2026-07-20  mark 8190123456789012 refund-issued --amount 119.00
  status    Refund Processed; move: bank by 2026-08-17
  next      bank by 2026-08-17: credit the money; returnctl mark REF money-in --amount 119.00
  summary   owed 119.00 EUR 0-7; back nothing

2026-08-25  message add 8190123456789012 --from platform --via chat 'ARN 74537604221431003881865'
  status    Refund Processed; move: you by 2026-08-17
  due       2026-08-17 bank: credit the money (aliexpress.refund-arrival, overdue)
  due       2026-08-24 you: look whether the money has come (returnctl.check-in, overdue)
  later     2026-11-03 visa.chargeback-refund
  next      you by 2026-08-17: bank did not credit the money; now ask for the ARN, then the card issuer or PayPal; returnctl mark REF money-in --amount 119.00
  summary   owed 119.00 EUR 31-60; back nothing

2026-09-10  mark 8190123456789012 dispute-opened --channel card --amount 119.00 --code CB-2210
  status    In Dispute; move: you by 2026-09-17
  next      you by 2026-09-17: look for the decision; returnctl mark REF decided --channel card --outcome WORD
  summary   owed 119.00 EUR 31-60; back nothing

2026-10-20  mark 8190123456789012 decided --channel card --outcome refund --amount 119.00
  status    Decided; move: you by 2026-10-27
  next      you by 2026-10-27: look whether the refund is on its way; returnctl mark REF refund-issued --amount 119.00
  summary   owed 119.00 EUR older; back nothing

2026-10-23  mark 8190123456789012 money-in --amount 119.00
  status    Completed
  summary   owed nothing; back 119.00 EUR

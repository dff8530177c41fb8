# (a) A smooth AliExpress free return: the size is wrong, everybody keeps their word.

2026-10-12  add 8190123456789012 'Rain jacket' 23.99 --paid-with visa --ordered 2026-10-12 --seller-country CN --free-return
  due       2026-11-11 seller: deliver within the law's time (eu.delivery)
  later     2027-01-09 aliexpress.return-window
  summary   owed nothing; back nothing

2026-10-20  mark 8190123456789012 delivered
  due       2026-11-03 you: open a dispute (aliexpress.dispute)
  due       2026-11-03 you: withdraw from the contract (eu.withdrawal)
  later     2027-01-09 aliexpress.return-window, 2027-02-03 visa.chargeback, 2027-10-20 de.burden, 2028-10-20 de.conformity
  summary   owed nothing; back nothing

2026-10-22  mark 8190123456789012 requested --reason wrong-size
  status    Request Submitted; move: seller by 2026-10-27
  due       2026-10-27 seller: answer (aliexpress.seller-response)
  due       2026-10-29 platform: step in and propose (aliexpress.platform-decision)
  due       2026-11-03 you: withdraw from the contract (eu.withdrawal)
  later     2027-02-03 visa.chargeback, 2027-10-20 de.burden, 2028-10-20 de.conformity
  next      seller by 2026-10-27: answer; returnctl mark REF seller-replied
  summary   owed 23.99 EUR not due yet; back nothing

2026-10-23  mark 8190123456789012 approved --code RMA-77120 --label prepaid
  status    Return Approved; move: you by 2026-11-01
  due       2026-11-01 you: send it, give number (aliexpress.ship-back)
  later     2027-02-03 visa.chargeback, 2027-10-20 de.burden, 2028-10-20 de.conformity
  next      you by 2026-11-01: send it, give number; first photos of the open box and of the label; keep the counter receipt; returnctl mark REF sent --tracking NUMBER
  summary   owed 23.99 EUR not due yet; back nothing

2026-10-26  mark 8190123456789012 sent --tracking RR123456785CN
  status    Item In Transit; move: you by 2026-11-01
  due       2026-11-01 you: enter the tracking number (aliexpress.return-tracking)
  due       2026-11-03 platform: decide about the return (aliexpress.return-check)
  later     2027-02-03 visa.chargeback, 2027-10-20 de.burden, 2028-10-20 de.conformity
  next      you by 2026-11-01: enter the tracking number; first the counter receipt with the number; returnctl mark REF tracking-submitted --tracking NUMBER
  summary   owed 23.99 EUR not due yet; back nothing

2026-10-26  mark 8190123456789012 tracking-submitted
  status    Item In Transit; move: platform by 2026-11-03
  due       2026-11-03 platform: decide about the return (aliexpress.return-check)
  later     2027-02-03 visa.chargeback, 2027-10-20 de.burden, 2028-10-20 de.conformity
  next      platform by 2026-11-03: decide about the return; returnctl mark REF arrived-back
  summary   owed 23.99 EUR not due yet; back nothing

2026-11-09  mark 8190123456789012 arrived-back
  status    Item Received; move: you by 2026-11-16
  later     2027-02-03 visa.chargeback, 2027-10-20 de.burden, 2028-10-20 de.conformity
  next      you by 2026-11-16: look again (seller: refund); returnctl mark REF refund-issued --amount 23.99
  summary   owed 23.99 EUR not due yet; back nothing

2026-11-11  mark 8190123456789012 refund-issued --amount 23.99
  status    Refund Processed; move: bank by 2026-12-09
  next      bank by 2026-12-09: credit the money; returnctl mark REF money-in --amount 23.99
  summary   owed 23.99 EUR 0-7; back nothing

2026-11-17  mark 8190123456789012 money-in --amount 23.99
  status    Completed
  summary   owed nothing; back 23.99 EUR

# (b) The seller is silent, the platform decides, a partial refund is accepted.

2026-10-12  add 8190123456789012 'USB-C hub' 23.99 --paid-with visa --ordered 2026-10-12 --seller-country CN --seller HubWorld
  due       2026-11-11 seller: deliver within the law's time (eu.delivery)
  later     2027-01-09 aliexpress.return-window
  summary   owed nothing; back nothing

2026-11-08  mark 8190123456789012 delivered
  due       2026-11-22 you: open a dispute (aliexpress.dispute)
  due       2026-11-23 you: withdraw from the contract (eu.withdrawal)
  later     2027-01-09 aliexpress.return-window, 2027-02-22 visa.chargeback, 2027-11-08 de.burden, 2028-11-08 de.conformity
  summary   owed nothing; back nothing

2026-11-09  mark 8190123456789012 problem --reason defective
  status    Problem Noted; move: you by 2026-11-22
  due       2026-11-22 you: open a dispute (aliexpress.dispute)
  due       2026-11-23 you: withdraw from the contract (eu.withdrawal)
  later     2027-01-09 aliexpress.return-window, 2027-02-22 visa.chargeback, 2027-11-08 de.burden, 2028-11-08 de.conformity
  next      you by 2026-11-22: open a dispute; first photo or video of the problem and of the opened parcel, its label in the picture; returnctl mark REF dispute-opened
  summary   owed 23.99 EUR not due yet; back nothing

2026-11-10  mark 8190123456789012 dispute-opened --channel platform --amount 23.99
  status    In Dispute; move: seller by 2026-11-15
  due       2026-11-15 seller: answer (aliexpress.seller-response)
  due       2026-11-17 platform: step in and propose (aliexpress.platform-decision)
  due       2026-11-23 you: withdraw from the contract (eu.withdrawal)
  later     2027-02-22 visa.chargeback, 2027-11-08 de.burden, 2028-11-08 de.conformity
  next      seller by 2026-11-15: answer; returnctl mark REF seller-replied
  summary   owed 23.99 EUR not due yet; back nothing

2026-11-16  mark 8190123456789012 escalated --channel platform
  status    Escalated; move: you by 2026-11-23
  due       2026-11-23 you: withdraw from the contract (eu.withdrawal)
  later     2027-02-22 visa.chargeback, 2027-11-08 de.burden, 2028-11-08 de.conformity
  next      you by 2026-11-23: look again (platform: decide); returnctl mark REF decided --outcome WORD
  summary   owed 23.99 EUR not due yet; back nothing

2026-11-24  mark 8190123456789012 offer-made --channel platform --amount 12.00
  status    In Dispute; move: you by 2026-11-26
  due       2026-11-23 you: withdraw from the contract (eu.withdrawal, overdue)
  due       2026-11-26 you: answer the offer (returnctl.check-in)
  later     2027-02-22 visa.chargeback, 2027-11-08 de.burden, 2027-11-22 eu.withdrawal-uninformed, 2028-11-08 de.conformity
  next      you by 2026-11-26: answer the offer; returnctl mark REF counter-offer --amount AMOUNT
  summary   owed 23.99 EUR not due yet; back nothing

2026-11-25  mark 8190123456789012 decided --channel platform --outcome partial-refund --amount 12.00
  status    Decided; move: you by 2026-12-02
  due       2026-11-23 you: withdraw from the contract (eu.withdrawal, overdue)
  due       2026-12-02 you: appeal the decision (returnctl.check-in)
  later     2027-02-22 visa.chargeback, 2027-11-08 de.burden, 2027-11-22 eu.withdrawal-uninformed, 2028-11-08 de.conformity
  next      you by 2026-12-02: appeal the decision; first evidence that was not there before; returnctl mark REF appealed
  summary   owed 12.00 EUR 0-7; back nothing

2026-11-26  mark 8190123456789012 refund-issued --amount 12.00
  status    Refund Processed; move: bank by 2026-12-24
  next      bank by 2026-12-24: credit the money; returnctl mark REF money-in --amount 12.00
  summary   owed 12.00 EUR 0-7; back nothing

2026-12-03  mark 8190123456789012 money-in --amount 12.00
  status    Completed
  summary   owed nothing; back 12.00 EUR

2026-12-03  mark 8190123456789012 completed
  status    Completed
  summary   owed nothing; back 12.00 EUR

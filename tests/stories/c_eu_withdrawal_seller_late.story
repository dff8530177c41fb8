# (c) Withdrawal under EU law: the German shop is late, but the proof of sending makes its refund due.

2026-10-01  add --shop lampenhaus --order LH-20931 --item 'Desk lamp' --price 89.00 --paid-with bank --ordered 2026-10-01 --seller-country DE
  due       2026-11-02 seller: deliver within the law's time (eu.delivery)
  summary   owed nothing; back nothing

2026-10-05  mark LH-20931 delivered
  due       2026-10-19 you: withdraw from the contract (eu.withdrawal)
  later     2027-10-05 de.burden, 2028-10-05 de.conformity
  summary   owed nothing; back nothing

2026-10-12  mark LH-20931 withdrawal-sent --reason changed-mind
  status    Request Submitted; move: you by 2026-10-26
  due       2026-10-26 you: send it back after withdrawing (eu.withdrawal-send-back)
  due       2026-10-26 seller: refund after the withdrawal (eu.withdrawal-refund)
  later     2027-10-05 de.burden, 2028-10-05 de.conformity
  next      you by 2026-10-26: send it back after withdrawing; first the return address is not saved; first photos of the item and the packed box; keep the counter receipt; returnctl mark REF sent --tracking NUMBER
  summary   owed 89.00 EUR not due yet; back nothing

2026-10-20  mark LH-20931 sent --tracking 00340434161094022115 --carrier dhl
  status    Item In Transit; move: seller by 2026-10-26
  due       2026-10-22 carrier: first scan of the return (parcels.return-scan)
  due       2026-10-26 seller: refund after the withdrawal (eu.withdrawal-refund)
  later     2027-10-05 de.burden, 2028-10-05 de.conformity
  next      seller by 2026-10-26: refund after the withdrawal; returnctl mark REF refund-issued --amount 89.00
  summary   owed 89.00 EUR not due yet; back nothing

2026-11-05  status
  status    Item In Transit; move: you by 2026-10-26
  due       2026-10-22 carrier: first scan of the return (parcels.return-scan, overdue)
  due       2026-10-26 seller: refund after the withdrawal (eu.withdrawal-refund, overdue)
  due       2026-11-02 you: look whether it arrived back (returnctl.check-in, overdue)
  later     2027-10-05 de.burden, 2028-10-05 de.conformity
  next      you by 2026-10-26: seller did not refund after the withdrawal; now the seller is in default: a letter with a date, then the card or a consumer body; returnctl mark REF refund-issued --amount 89.00
  summary   owed 89.00 EUR 8-14; back nothing

2026-11-06  message add LH-20931 --from me --via mail 'You have had the proof of sending since 20 October. Please refund 89.00 EUR by 13 November.'
  status    Item In Transit; move: you by 2026-10-26
  due       2026-10-22 carrier: first scan of the return (parcels.return-scan, overdue)
  due       2026-10-26 seller: refund after the withdrawal (eu.withdrawal-refund, overdue)
  due       2026-11-02 you: look whether it arrived back (returnctl.check-in, overdue)
  later     2027-10-05 de.burden, 2028-10-05 de.conformity
  next      you by 2026-10-26: seller did not refund after the withdrawal; now the seller is in default: a letter with a date, then the card or a consumer body; returnctl mark REF refund-issued --amount 89.00
  summary   owed 89.00 EUR 8-14; back nothing

2026-11-12  mark LH-20931 refund-issued --amount 89.00
  status    Refund Processed; move: you by 2026-11-19
  next      you by 2026-11-19: look again (bank: credit the money); returnctl mark REF money-in --amount 89.00
  summary   owed 89.00 EUR 15-30; back nothing

2026-11-16  mark LH-20931 money-in --amount 89.00
  status    Completed
  summary   owed nothing; back 89.00 EUR

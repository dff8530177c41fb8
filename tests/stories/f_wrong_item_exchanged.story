# (f) The wrong item comes, it is exchanged, and the replacement starts the guarantee anew.

2026-03-02  add --shop schuhladen --order S-4410 --item 'Hiking boots' --price 129.00 --paid-with klarna --ordered 2026-03-02 --seller-country DE
  due       2026-04-01 seller: deliver within the law's time (eu.delivery)
  summary   owed nothing; back nothing

2026-03-06  mark S-4410 delivered
  due       2026-03-20 you: withdraw from the contract (eu.withdrawal)
  later     2027-03-06 de.burden, 2028-03-06 de.conformity
  summary   owed nothing; back nothing

2026-03-07  mark S-4410 requested --reason wrong-item
  status    Request Submitted; move: you by 2026-03-20
  due       2026-03-20 you: withdraw from the contract (eu.withdrawal)
  later     2027-03-06 de.burden, 2028-03-06 de.conformity
  next      you by 2026-03-20: withdraw from the contract; first a copy of the notice, with its date; returnctl mark REF withdrawal-sent
  summary   owed 129.00 EUR not due yet; back nothing

2026-03-09  mark S-4410 approved --code R-99 --label prepaid
  status    Return Approved; move: you by 2026-03-11
  due       2026-03-11 you: send it back (returnctl.check-in)
  later     2027-03-06 de.burden, 2028-03-06 de.conformity
  next      you by 2026-03-11: send it back; first photos of the open box and of the label; keep the counter receipt; returnctl mark REF sent --tracking NUMBER
  summary   owed 129.00 EUR not due yet; back nothing

2026-03-10  mark S-4410 sent --tracking JJD000390007812345678
  status    Item In Transit; move: you by 2026-03-17
  due       2026-03-12 carrier: first scan of the return (parcels.return-scan)
  later     2027-03-06 de.burden, 2028-03-06 de.conformity
  next      you by 2026-03-17: look whether it arrived back; returnctl mark REF arrived-back
  summary   owed 129.00 EUR not due yet; back nothing

2026-03-13  mark S-4410 arrived-back
  status    Item Received; move: you by 2026-03-20
  later     2027-03-06 de.burden, 2028-03-06 de.conformity
  next      you by 2026-03-20: look again (seller: refund); returnctl mark REF refund-issued --amount 129.00
  summary   owed 129.00 EUR not due yet; back nothing

2026-03-16  mark S-4410 exchange-shipped
  status    Exchange Shipped; move: you by 2026-03-23
  later     2027-03-06 de.burden, 2028-03-06 de.conformity
  next      you by 2026-03-23: look whether the exchange has come; returnctl mark REF exchange-received
  summary   owed 129.00 EUR not due yet; back nothing

2026-03-19  mark S-4410 exchange-received
  status    Completed
  summary   owed nothing; back nothing

2026-03-20  why S-4410 conformity
  why       2028-03-06 claim for a fault (de.conformity), from 2026-03-06
  why       2028-03-19 claim for a fault (de.conformity), from 2026-03-19

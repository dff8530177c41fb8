#!/bin/sh
# A season of returns, logged the way a shopper in Berlin would: AliExpress, eBay, Amazon, a shop in
# the EU. Run it with a database of its own:
#
#   RETURNCTL_DB=/tmp/season.db sh examples/season.sh
#
# Every command looks from a day of the autumn of 2026 (--as-of), so that it tells the same story
# whenever it is run. Leave --as-of out in real life.
set -eu

RETURNCTL_COUNTRY=${RETURNCTL_COUNTRY-DE}
RETURNCTL_TIMEZONE=${RETURNCTL_TIMEZONE-Europe/Berlin}
RETURNCTL_CURRENCY=${RETURNCTL_CURRENCY-EUR}
export RETURNCTL_COUNTRY RETURNCTL_TIMEZONE RETURNCTL_CURRENCY

# AliExpress: a hub that does not work. The order number says which shop it is.
returnctl --as-of 2026-11-09 add 8190123456789012 "USB-C hub 7-in-1" 23,99 \
    --paid 12oct --shipped 15oct --delivered 8nov --reason defective \
    --seller DigiHome --seller-country CN --paid-with visa --tracking LP00712345678901

# AliExpress: half way through already. The seller gave a return code and a date to send it by.
returnctl --as-of 2026-11-17 add 8190123456780042 "LED strip 5 m" 12.40 \
    --delivered 3nov --requested 12nov --did approved=17nov --reason wrong-item \
    --code RMA20261117-4482 --seller-country CN --deadline ship-back=27nov

# eBay: not as described; the return is on its way back.
returnctl --as-of 2026-11-05 add 10-04477-51823 "Wool jacket" "59.90 EUR" \
    --delivered 28oct --requested 2nov --reason not-as-described \
    --seller loden-haus --seller-country DE --paid-with paypal
returnctl --as-of 2026-11-06 mark 10-04477-51823 approved
returnctl --as-of 2026-11-07 mark 10-04477-51823 sent --tracking 00340434161094022115 --carrier dhl

# Amazon: three of fifty cables are bad; only those go back.
returnctl --as-of 2026-11-10 add 405-1234567-7654321 --site amazon.de \
    --item '50 x Cable @ 1.20' --ordered 1nov --delivered 4nov \
    --return 'Cable=3' --requested 10nov --reason defective

# A shop in the EU that has no rules here: the law and the card's rules still apply.
returnctl --as-of 2026-11-12 add --shop bergzeit --order BZ-2026-4711 "Rain jacket" 129,00 \
    --delivered 10nov --seller-country DE --paid-with mastercard --window 30d
returnctl --as-of 2026-11-14 mark BZ-2026-4711 withdrawal-sent --reason wrong-size

# A phone case that was refunded: the shop says so, and the money was seen on the statement.
returnctl --as-of 2026-10-30 add 8190123456700815 "Phone case" 8.15 \
    --delivered 12oct --requested 15oct --did approved=18oct --did sent=20oct \
    --did arrived-back=28oct --reason missing-parts --seller-country CN
returnctl --as-of 2026-11-03 mark 8190123456700815 refund-issued --amount 8.15
returnctl --as-of 2026-11-16 mark 8190123456700815 money-in --amount 8.15

returnctl --as-of 2026-11-21 status
returnctl --as-of 2026-11-21 deadlines

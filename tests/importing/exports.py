"""One export in every layout that is read, with the traps that real ones have.

All of it is made up: names, numbers and addresses are nobody's.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime

BOM = "\ufeff"


def table(header: str, *rows: Sequence[str], bom: bool = False, crlf: bool = False) -> str:
    """A CSV file of a header line and rows."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n" if crlf else "\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return (BOM if bom else "") + out.getvalue()


AMAZON_OLD_HEADER = (
    "Website,Order ID,Order Date,Purchase Order Number,Currency,Unit Price,Unit Price Tax,"
    "Shipping Charge,Total Discounts,Total Owed,Shipment Item Subtotal,Shipment Item Subtotal Tax,"
    "ASIN,Product Condition,Quantity,Payment Instrument Type,Order Status,Shipment Status,"
    "Ship Date,Shipping Option,Shipping Address,Billing Address,Carrier Name & Tracking Number,"
    "Product Name,Gift Message,Gift Sender Name,Gift Recipient Contact Details,Item Serial Number"
)
NA, NO = "Not Available", "Not Applicable"


def amazon_old_row(
    number: str, name: str, total: str, *, asin: str, quantity: str = "1", ship: str = NA,
    carrier: str = NA, discount: str = "0", price: str = "10.00",
) -> list[str]:  # fmt: skip
    return [
        "Amazon.de", number, "2025-02-03T22:30:00Z", NO, "EUR", price, "0", "0", discount, total,
        "99.99", "15.97", asin, "New", quantity, "Visa - 4242", "Closed",
        "Shipped" if ship != NA else NA, ship, "std-de", "Jane Doe 1 Any Street", "Jane Doe",
        carrier, name, "Happy\nbirthday, Tom", NA, NA, NO,
    ]  # fmt: skip


# Two items of one shipment, one of another, a cancelled one, a replacement, and thousands.
AMAZON_OLD = table(
    AMAZON_OLD_HEADER,
    amazon_old_row("305-1111111-1111111", "Kettle, 1.7 l", "'1,495.50'", asin="B0KETTLE01",
                   ship="2025-02-05T10:00:00Z", carrier="AMZN_DE(TBA123456789012)",
                   discount="'-1.6'"),
    amazon_old_row("305-1111111-1111111", "Descaler", "4.40", asin="B0DESCAL01", quantity="2",
                   ship="2025-02-05T10:00:00Z", carrier="AMZN_DE(TBA123456789012)"),
    amazon_old_row("305-1111111-1111111", "Descaler", "2.20", asin="B0DESCAL01",
                   ship="2025-02-07T10:00:00Z and 2025-02-08T09:00:00Z",
                   carrier="\u30e4\u30de\u30c8\u904b\u8f38 - 498712345678"),
    amazon_old_row("305-2222222-2222222", "Lamp", "0", asin="B0LAMP0001", quantity="0"),
    amazon_old_row("305-3333333-3333333", "Kettle, 1.7 l", "0.00", asin="B0KETTLE01",
                   ship="2025-03-01T10:00:00Z", price="4.166666"),
)  # fmt: skip

AMAZON_2026_HEADER = (
    "ASIN,Billing Address,Carrier Name & Tracking Number,Currency,Gift Message,"
    "Gift Recipient Contact,Gift Sender Name,Item Serial Number,Order Date,Order ID,Order Status,"
    "Original Quantity,Payment Method Type,Product Condition,Product Name,Purchase Order Number,"
    "Ship Date,Shipment Item Subtotal,Shipment Item Subtotal Tax,Shipment Status,Shipping Address,"
    "Shipping Charge,Shipping Option,Total Amount,Total Discounts,Unit Price,Unit Price Tax,Website"
)
AMAZON_2026 = table(
    AMAZON_2026_HEADER,
    ["B0HEADSET1", "Jane Doe", "DHL(00340434161094022115)", "EUR", "Enjoy\r\nit", NA, NA, NO,
     "2026-10-20T08:15:30Z", "302-7654321-1234567", "Closed", "1", "PayPal", "New",
     'Headset "Pro"', NO, "2026-10-21T08:00:00Z", "50.00", "9.50", "Shipped", "1 Any Street",
     "0", "std-de", "59.50", "'-3.2'", "50.00", "9.50", "Amazon.de"],
    ["B0STAND001", "Jane Doe", NA, "EUR", NA, NA, NA, NO, "2026-10-20T08:15:30Z",
     "302-7654321-1234567", "Closed", "1", "PayPal", "New", "Headset stand", NO, NA, "50.00",
     "9.50", NA, "1 Any Street", "0", "std-de", "12.00", "0", "10.08", "1.92", "Amazon.de"],
    bom=True, crlf=True,
)  # fmt: skip
REFUNDS_2026 = table(
    "Creation Date,Currency,Direct Debit Refund Amount,Disbursement Type,Order ID,Payment Status,"
    "Quantity,Refund Amount,Refund Date,Reversal Amount State,Reversal Reason,Reversal Status,"
    "Website",
    ["2026-11-02T09:00:00Z", "EUR", NO, "Refund", "302-7654321-1234567", "Completed", "1",
     "'59.5'", "2026-11-10T12:00:00Z", "Final", "Customer Return", "Completed", "Amazon.de"],
    ["2026-11-12T09:00:00Z", "EUR", NO, "Refund", "302-7654321-1234567", NA, "1", "12.00",
     NA, "Pending", "Customer Return", "Pending", "Amazon.de"],
    bom=True, crlf=True,
)  # fmt: skip
RETURN_REQUESTS_2026 = table(
    "ASIN,Order ID,Product Name,Return Reason Code,Return Shipping Method,Return Creation Date",
    ["B0HEADSET1", "302-7654321-1234567", 'Headset "Pro"', "CR-DEFECTIVE", "Label",
     "2026-11-02T09:00:00Z"],
)  # fmt: skip
RETURN_STATES_2026 = table(
    "Order ID,ASIN,Return Resolution", ["302-7654321-1234567", "B0HEADSET1", "Refund"]
)
CUSTOMER_RETURNS = table(
    "OrderId,ContractId,DateOfReturn,ReturnAmount,ReturnAmountCurrency,ReturnReason,Resolution",
    ["305-1111111-1111111", "c-1", "Thu, 20 Feb 2025 10:11:12 UTC", "2.20", "EUR",
     "Item is defective", "Refund"],
)  # fmt: skip
REVERSALS = table(
    "OrderID,ReversalID,CreationDate,ReversalStatus,ReversalReason",
    ["305-3333333-3333333", "rev-77", "2025-03-05 08:00:00 UTC", "Completed", "No longer needed"],
)
REFUND_PAYMENTS = table(
    "OrderID,ReversalID,RefundCompletionDate,Currency,AmountRefunded,Status,DisbursementType",
    ["305-3333333-3333333", "rev-77", "03/09/2025 10:00:00 UTC", "EUR", "3.00", "Completed",
     "Refund"],
    ["305-3333333-3333333", "rev-77", "N/A", "EUR", "1.00", "Completed", "Refund"],
)  # fmt: skip

INVENTORY = table(
    "Order Date,Order ID,Title,Qty,Price,Store,Product ID,SKU ID,Attributes,Price Info,Currency,"
    "Status,Product Url,Product Image Url,Store Url,Tags",
    ["Feb 21, 2026", "8190123456789012", "USB-C hub, 7-in-1", "1", "US $120.95", "DigiHome",
     "1005001", "12001", "Colour:Grey", "US $120.95|120|95", "USD", "Completed",
     "https://www.aliexpress.com/item/1005001.html", "", "https://x.aliexpress.com", "desk"],
    ["Nov 2, 2026", "8190123456780042", "Ta\u015bma LED 5 m", "2", "129,46z\u0142", "LightCo",
     "1005002", "12002", "", "129,46z\u0142|129|46", "PLN", "Expired",
     "https://www.aliexpress.com/item/1005002.html", "", "https://y.aliexpress.com", ""],
)  # fmt: skip
INVENTORY_JSON = json.dumps(
    [
        {
            "id": "900-1005001-12001", "orderId": "8190123456789012", "orderLineId": "900",
            "productId": "1005001", "skuId": "12001", "title": "USB-C hub, 7-in-1",
            "price": "US $120.95", "priceInfo": "US $120.95|120|95", "currency": "USD",
            "quantity": 1, "orderDate": "Feb 21, 2026", "orderDateIso": "2026-02-21",
            "status": "Completed", "storeName": "DigiHome", "storePageUrl": "", "productUrl": "",
            "imageUrl": "", "attributes": "Colour:Grey", "timestamp": 1771632000,
            "ignoreExport": False, "tags": ["desk", "usb"],
        }
    ]
)  # fmt: skip
# Quotes inside a title are not escaped, and a space stands before InvoiceURL.
EXPORTER = (
    "orderId,itemId,Product,Date,Unit Price,Quantity,Price,Store Name,SKU, InvoiceURL,ImageUrl\n"
    '"8190123456781111","40001","Screen 27" IPS, matt","2026-10-05","$99.50","2","$199.00",'
    '"Screens","Black","https://i.example/1","https://p.example/1"\n'
)
ORDERS_HEADER = (
    "order_id,order_date,order_title,order_titles,status,total_price_text,currency,store_name,"
    "payment_method,shipping_contact_name,shipping_country_code,shipping_post_code,"
    "shipping_region_address,shipping_detail_address,shipping_phone,order_detail_url,"
    "invoice_page_url,invoice_pdf_paths,list_json,detail_json,invoice_info_json"
)
ORDERS = table(
    ORDERS_HEADER,
    ["8190123456782222", "2026-09-01", "Desk mat", "Desk mat | Pen", "Completed",
     "\u20ac 14,20", "EUR", "MatCo", "Visa", "Jane Doe", "DE", "10115", "Berlin", "1 Any Street",
     "+49 30 1", "https://www.aliexpress.com/p/order/detail.html?orderId=8190123456782222", "",
     "", '{"a": [1, 2]}', "{}", "{}"],
)  # fmt: skip
LINES = table(
    "order_id,order_date,item_title,store_name,status,item_price_text,currency,quantity,"
    "order_line_id,product_id,sku_id,item_detail_url,snapshot_url,sku_attrs_json,item_tags_json,"
    "line_json",
    ["8190123456782222", "2026-09-01", "Desk mat", "MatCo", "Completed", "\u20ac 10,20", "EUR",
     "1", "901", "1", "1", "", "", "[]", "[]", "{}"],
    ["8190123456782222", "2026-09-01", "Pen", "MatCo", "Completed", "\u20ac 2,00", "EUR", "2",
     "902", "2", "2", "", "", "[]", "[]", "{}"],
)  # fmt: skip
TEMU = table(
    "Order ID,Item description at order time,Order time,Shipped date,Price,Price tax,"
    "Shipping cost,Order total,Order detail URL",
    ["PO-211-0001", "Mug, blue", "2026-10-01", "2026-10-03", "70,48 z\u0142", "0,00 z\u0142",
     "0,00 z\u0142", "70,48 z\u0142", "https://www.temu.com/bgt_order_detail.html?id=1"],
    ["PO-211-0002", "Lamp", "2026-10-02", "", "15,00 \u20ac", "0,00 \u20ac", "0,00 \u20ac",
     "15,00 \u20ac", ""],
    bom=True,
)  # fmt: skip
PAYPAL_HEADER = (
    "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,"
    "To Email Address,Transaction ID,Shipping Address,Address Status,Item Title,Item ID,"
    "Shipping and Handling Amount,Insurance Amount,Sales Tax,Option 1 Name,Option 1 Value,"
    "Option 2 Name,Option 2 Value,Reference Txn ID,Invoice Number,Custom Number,Quantity,"
    "Receipt ID,Balance,Address Line 1,Address Line 2/District/Neighborhood,Town/City,"
    "State/Province/Region/County/Territory/Prefecture/Republic,Zip/Postal Code,Country,"
    "Contact Phone Number,Subject,Note,Country Code,Balance Impact"
)


def paypal_row(**cells: str) -> list[str]:
    names = PAYPAL_HEADER.split(",")
    given = {"TimeZone": "CET", "Status": "Completed", "Currency": "EUR", "Time": "10:00:00"}
    told = {**given, **{key.replace("_", " "): text for key, text in cells.items()}}
    return [told.get(name, "") for name in names]


PAYPAL_PAID = paypal_row(
    Date="13/10/2026", Name="Alpine Wool", Type="Express Checkout Payment", Gross="-1.234,50",
    Transaction_ID="4AB12345CD678901E", Item_Title="Wool jacket",
)  # fmt: skip
PAYPAL_BACK = paypal_row(
    Date="02/11/2026", Name="Alpine Wool", Type="Payment Refund", Gross="59,90",
    Transaction_ID="5BC12345CD678901F", Reference_Txn_ID="4AB12345CD678901E",
)  # fmt: skip
PAYPAL = table(
    PAYPAL_HEADER,
    PAYPAL_PAID,
    paypal_row(Date="14/10/2026", Name="AliExpress", Type="General Payment", Gross="-23,99",
               Transaction_ID="6CD12345CD678901G", Invoice_Number="8190123456789012"),
    PAYPAL_BACK,
    paypal_row(Date="03/11/2026", Type="Bank Deposit to PP Account", Gross="50,00",
               Transaction_ID="7DE12345CD678901H"),
    paypal_row(Date="04/11/2026", Name="Shop", Type="General Payment", Gross="-5,00",
               Status="Pending", Transaction_ID="8EF12345CD678901J"),
    bom=True, crlf=True,
)  # fmt: skip
PAYPAL_EU = table(
    "Date,Time,TimeZone,Name,Type,Status,Currency,Amount,Fees,Total,Exchange Rate,Receipt ID,"
    "Balance,Transaction ID,Item Title",
    ["13/10/2026", "10:00:00", "CET", "Alpine Wool", "General Payment", "Completed", "EUR",
     "-59,90", "0,00", "-59,90", "", "", "0,00", "4AB12345CD678901E", "Wool jacket"],
    bom=True,
)  # fmt: skip
PAYPAL_SHORT = table(
    "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Item Title,Item ID,"
    "Sales Tax,Option 1 Name,Option 1 Value,Balance,Subject,Note,Balance Impact",
    ["10/13/2026", "10:00:00", "PDT", "Alpine Wool", "General Payment", "Completed", "USD",
     "-59.90", "0.00", "-59.90", "4AB12345CD678901E", "Wool jacket", "", "0.00", "", "", "0.00",
     "", "", "Debit"],
)  # fmt: skip
PAYPAL_DE = table(
    "Datum,Uhrzeit,Zeitzone,Name,Typ,Status,W\u00e4hrung,Brutto,Geb\u00fchr,Netto,"
    "Absender E-Mail-Adresse,Empf\u00e4nger E-Mail-Adresse,Transaktionscode,Artikelbezeichnung,"
    "Zugeh\u00f6riger Transaktionscode,Rechnungsnummer",
    ["13.10.2026", "10:00:00", "CET", "Alpine Wool", "PayPal Express-Zahlung", "Abgeschlossen",
     "EUR", "-59,90", "0,00", "-59,90", "", "", "4AB12345CD678901E", "Wolljacke", "", ""],
    ["02.11.2026", "10:00:00", "CET", "Alpine Wool", "R\u00fcckzahlung", "Abgeschlossen", "EUR",
     "59,90", "0,00", "59,90", "", "", "5BC12345CD678901F", "", "4AB12345CD678901E", ""],
    bom=True,
)  # fmt: skip
# A German reseller's own sheet, saved by Excel in Windows-1252 with semicolons.
OWN_SHEET = (
    "Bestellnummer;H\u00e4ndler;Bestelldatum;Artikel;Menge;Einzelpreis;W\u00e4hrung;Status;"
    "Charge\r\n"
    "8190123456783333;AliExpress;5.10.2026;M\u00fctze;2;4,50;EUR;da;L-7\r\n"
    "12-34567-89012;eBay;14.10.2026;Ofen \u201eMax\u201c;1;1.139,00;EUR;da;L-8\r\n"
).encode("cp1252")


def own_data_workbook() -> bytes:
    """AliExpress's own workbook: amounts in cents, two sheets, the order's number as text."""
    from openpyxl import Workbook

    book = Workbook()
    front = book.active
    assert front is not None
    front.title = "Read me"
    front.append(["Your data"])
    sheet = book.create_sheet("Order Information")
    sheet.append(["order_id", "parent_orderid", "gmt_create_order_time", "order_status",
                  "item_name", "unit_price", "payable_amt", "gmt_pay_order_time",
                  "gmt_trade_end_time", "end_reason", "is_success_pay",
                  "frozen_status"])  # fmt: skip
    sheet.append(["8190123456784445", "8190123456784444", datetime(2026, 9, 3, 10, 0),  # noqa: DTZ001
                  "FINISH", "Brush", 150, 120, "2026-09-03 10:05:00", "2026-09-30 00:00:00",
                  "buyer_confirm", "Y", "NO"])  # fmt: skip
    sheet.append(["8190123456784446", "8190123456784444", datetime(2026, 9, 3, 10, 0),  # noqa: DTZ001
                  "FINISH", "Comb", 50, 50, "2026-09-03 10:05:00", "", "", "Y", "NO"])  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# Every layout: a file name and what is in it.
EXPORTS: dict[str, tuple[str, str | bytes]] = {
    "amazon": ("Retail.OrderHistory.1.csv", AMAZON_OLD),
    "amazon-2026": ("Order History.csv", AMAZON_2026),
    "amazon-refunds-2026": ("Refund Details.csv", REFUNDS_2026),
    "amazon-return-requests": ("Return Requests.csv", RETURN_REQUESTS_2026),
    "amazon-returns": ("Retail.CustomerReturns.1.csv", CUSTOMER_RETURNS),
    "amazon-reversals": ("Retail.OrdersReturned.1.csv", REVERSALS),
    "amazon-refund-payments": ("Retail.OrdersReturned.Payments.1.csv", REFUND_PAYMENTS),
    "aliexpress-inventory": ("inventory.csv", INVENTORY),
    "aliexpress-inventory-json": ("inventory.json", INVENTORY_JSON),
    "aliexpress-exporter": ("exporter.csv", EXPORTER),
    "aliexpress-orders": ("orders.csv", ORDERS),
    "aliexpress-lines": ("lines.csv", LINES),
    "aliexpress-data": ("aliexpress_user_data_backup_1.xlsx", own_data_workbook()),
    "temu": ("temu.csv", TEMU),
    "paypal": ("Download.CSV", PAYPAL),
    "paypal-eu": ("eu.csv", PAYPAL_EU),
    "paypal-short": ("short.csv", PAYPAL_SHORT),
    "paypal-de": ("de.csv", PAYPAL_DE),
    "table": ("sheet.csv", OWN_SHEET),
}

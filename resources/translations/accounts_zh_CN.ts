<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AccountMap</name>
    <message>
        <source>Accounts and banks</source>
        <translation>账户与银行</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>证券市场</translation>
    </message>
    <message>
        <source>trades and settlement</source>
        <translation>交易与清算交收</translation>
    </message>
    <message>
        <source>main account</source>
        <translation>主资金账户</translation>
    </message>
    <message>
        <source>auxiliary</source>
        <translation>辅资金账户</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>ends</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>Arrows: where money may go. None goes between auxiliary accounts.</source>
        <translation>箭头表示可以划转的方向；辅资金账户之间不得划转。</translation>
    </message>
    <message>
        <source>The only account: it trades, and moves money to and from its own bank.</source>
        <translation>唯一的资金账户：用于证券交易，并与其存管银行转账。</translation>
    </message>
</context>
<context>
    <name>AccountsPanel</name>
    <message>
        <source>Accounts and banks</source>
        <translation>账户与银行</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OrderCheck</name>
    <message>
        <source>settlement of trades by the main account</source>
        <translation>主资金账户的交易结算</translation>
    </message>
    <message>
        <source>between a fund account and its own bank</source>
        <translation>资金账户与其存管银行之间的银证转账</translation>
    </message>
    <message>
        <source>between the main and an auxiliary account</source>
        <translation>主、辅资金账户之间的划转</translation>
    </message>
    <message>
        <source>Permitted: {way} ({rule}).</source>
        <translation>可以办理：{way}（{rule}）。</translation>
    </message>
    <message>
        <source> Left today for no trade: {left} yuan.</source>
        <translation>当日非交易划转尚余 {left} 元。</translation>
    </message>
    <message>
        <source>{number} (main)</source>
        <translation>{number}（主）</translation>
    </message>
    <message>
        <source>{number} (auxiliary)</source>
        <translation>{number}（辅）</translation>
    </message>
    <message>
        <source>Market (trades)</source>
        <translation>证券市场（交易）</translation>
    </message>
    <message>
        <source>May this money be moved?</source>
        <translation>资金划转核对</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>For trades</source>
        <translation>证券交易</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>存入</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>取出</translation>
    </message>
    <message>
        <source>For no trade</source>
        <translation>非交易划转</translation>
    </message>
    <message>
        <source>From</source>
        <translation>转出方</translation>
    </message>
    <message>
        <source>To</source>
        <translation>转入方</translation>
    </message>
    <message>
        <source>Amount (yuan)</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Moved today for no trade</source>
        <translation>当日已办非交易划转（元）</translation>
    </message>
</context>
</TS>

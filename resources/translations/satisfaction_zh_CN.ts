<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Satisfaction</name>
    <message>
        <source>Account opening</source>
        <translation>开户</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>客户变更</translation>
    </message>
    <message>
        <source>Transfer-out</source>
        <translation>转销户</translation>
    </message>
    <message>
        <source>Assessment and product match</source>
        <translation>风险测评与产品匹配</translation>
    </message>
    <message>
        <source>too few answers</source>
        <translation>答卷不足</translation>
    </message>
    <message>
        <source>shown with others</source>
        <translation>合并显示</translation>
    </message>
    <message>
        <source>at least {mark}</source>
        <translation>不低于 {mark}</translation>
    </message>
    <message>
        <source>at most {mark}</source>
        <translation>不高于 {mark}</translation>
    </message>
    <message>
        <source>Those shown together</source>
        <translation>合并显示的人员</translation>
    </message>
</context>
<context>
    <name>SatisfactionAsking</name>
    <message>
        <source>Thank you</source>
        <translation>谢谢您</translation>
    </message>
    <message>
        <source>We wish you a good day.</source>
        <translation>祝您生活愉快，欢迎再次光临。</translation>
    </message>
</context>
<context>
    <name>SatisfactionPage</name>
    <message>
        <source>months</source>
        <translation>切换月份</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>另存为 PDF</translation>
    </message>
    <message>
        <source>Save as a workbook</source>
        <translation>另存为表格</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>{asked} asked, {answered} answered, {declined} declined, {silent} without an answer</source>
        <translation>询问 {asked} 位，答卷 {answered} 份，婉拒 {declined} 位，未作答 {silent} 位</translation>
    </message>
    <message>
        <source>A month is shown when it is over. With fewer than {enough} answers no average is shown; where it could be worked out from the others, several people are shown together.</source>
        <translation>月份结束后才显示。答卷少于 {enough} 份的不显示平均分；会被推算出来的，多人合并显示。</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均分</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>答卷</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>婉拒</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>未作答</translation>
    </message>
    <message>
        <source>By month</source>
        <translation>按月份</translation>
    </message>
    <message>
        <source>By member of staff</source>
        <translation>按人员</translation>
    </message>
    <message>
        <source>Month by month</source>
        <translation>逐月</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>不满意原因</translation>
    </message>
    <message>
        <source>Cases asked about</source>
        <translation>询问的业务</translation>
    </message>
    <message>
        <source>In clients&apos; words</source>
        <translation>客户意见</translation>
    </message>
    <message>
        <source>1 month</source>
        <translation>1 个月</translation>
    </message>
    <message>
        <source>3 months</source>
        <translation>3 个月</translation>
    </message>
    <message>
        <source>6 months</source>
        <translation>6 个月</translation>
    </message>
    <message>
        <source>12 months</source>
        <translation>12 个月</translation>
    </message>
    <message>
        <source>Before (Ctrl+Left)</source>
        <translation>之前（Ctrl+←）</translation>
    </message>
    <message>
        <source>After (Ctrl+Right)</source>
        <translation>之后（Ctrl+→）</translation>
    </message>
    <message>
        <source>Bars of the list below</source>
        <translation>下方列表的条形图</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Nothing to show yet</source>
        <translation>暂无可显示的数据</translation>
    </message>
    <message>
        <source>Nobody was asked in these months, or they are not over. Clients are asked on the customer display.</source>
        <translation>这些月份没有询问过客户，或者尚未结束。业务办结后在客户屏上请客户评分。</translation>
    </message>
</context>
</TS>

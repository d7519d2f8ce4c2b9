<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ListImportPanel</name>
    <message>
        <source>New watch list</source>
        <translation>导入新名单</translation>
    </message>
    <message>
        <source>A file with columns 姓名或名称, 证件号码, 备注; the first is needed. It is looked over first.</source>
        <translation>文件应有“姓名或名称”“证件号码”“备注”三列，后两列可以没有。选择后先行检查，不会直接生效。</translation>
    </message>
    <message>
        <source>Put in force</source>
        <translation>生效</translation>
    </message>
    <message>
        <source>Back to the hits</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>{file}: {rows} rows, {mistakes} mistakes.</source>
        <translation>{file}：共 {rows} 行，错误 {mistakes} 处。</translation>
    </message>
    <message>
        <source>List {version} is in force.</source>
        <translation>第 {version} 版名单已生效。</translation>
    </message>
    <message>
        <source>Source of the list</source>
        <translation>名单来源</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>名单日期</translation>
    </message>
</context>
<context>
    <name>ScreeningPage</name>
    <message>
        <source>read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Choose a hit to compare.</source>
        <translation>请选择一条记录进行比对。</translation>
    </message>
    <message>
        <source>May go on</source>
        <translation>可以办理</translation>
    </message>
    <message>
        <source>Is stopped</source>
        <translation>不予办理</translation>
    </message>
    <message>
        <source>Write down why. Your name and the time are registered; it cannot be changed.</source>
        <translation>请写明理由。您的姓名和时间将一并登记，不能更改。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>There is no list yet: nobody is looked up.</source>
        <translation>尚未导入名单，目前不作比对。</translation>
    </message>
    <message>
        <source>List {version} of {source}, as of {dated}: {entries} entries. {hits} hits wait for a decision.</source>
        <translation>第 {version} 版，来源：{source}，日期 {dated}，共 {entries} 条；{hits} 条记录等待决定。</translation>
    </message>
    <message>
        <source>Clients are being looked up: {checked} of {clients}.</source>
        <translation>正在比对现有客户：{checked} / {clients}。</translation>
    </message>
    <message>
        <source>Watch list</source>
        <translation>监控名单</translation>
    </message>
    <message>
        <source>Only compliance sees this page.</source>
        <translation>本页只有合规人员可见，不得向客户透露。</translation>
    </message>
    <message>
        <source>Decided ones too</source>
        <translation>包括已决定的</translation>
    </message>
    <message>
        <source>New list…</source>
        <translation>导入新名单…</translation>
    </message>
    <message>
        <source>May go on…</source>
        <translation>可以办理…</translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation>不予办理…</translation>
    </message>
    <message>
        <source>No hits</source>
        <translation>没有记录</translation>
    </message>
    <message>
        <source>Nobody waits for a decision.</source>
        <translation>没有等待决定的记录。</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>发现时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>姓名或名称</translation>
    </message>
    <message>
        <source>As</source>
        <translation>身份</translation>
    </message>
    <message>
        <source>Case or client</source>
        <translation>业务或客户</translation>
    </message>
    <message>
        <source>On the list</source>
        <translation>名单条目</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
</context>
<context>
    <name>ScreeningWords</name>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>实际控制人</translation>
    </message>
    <message>
        <source>Benefits</source>
        <translation>实际受益人</translation>
    </message>
    <message>
        <source>Beneficial owner</source>
        <translation>受益所有人</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代表人</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>Same number</source>
        <translation>证件号码相同</translation>
    </message>
    <message>
        <source>Name {score} %</source>
        <translation>名称相近 {score}%</translation>
    </message>
    <message>
        <source>Own case</source>
        <translation>本人受理</translation>
    </message>
    <message>
        <source>May go on</source>
        <translation>可以办理</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>不予办理</translation>
    </message>
    <message>
        <source>{verdict}, {name} {moment}</source>
        <translation>{verdict}，{name} {moment}</translation>
    </message>
    <message>
        <source>At the branch: {name}, number {number}, {where}</source>
        <translation>本营业部：{name}，证件号码 {number}，{where}</translation>
    </message>
    <message>
        <source>On the list: {name}, number {number}, {remark}</source>
        <translation>名单条目：{name}，证件号码 {number}，备注：{remark}</translation>
    </message>
    <message>
        <source>Both numbers are known and differ.</source>
        <translation>双方证件号码均已知且不相同。</translation>
    </message>
    <message>
        <source>Taken in by {name}.</source>
        <translation>受理人：{name}。</translation>
    </message>
    <message>
        <source>You took in this case yourself: somebody else decides.</source>
        <translation>本业务由您本人受理，须由他人决定。</translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation>理由：{reason}</translation>
    </message>
</context>
</TS>

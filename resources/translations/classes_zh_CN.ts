<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ClassHead</name>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} / {all}</translation>
    </message>
    <message>
        <source>Go on…</source>
        <translation>继续执行…</translation>
    </message>
    <message>
        <source>not applied</source>
        <translation>尚未执行</translation>
    </message>
    <message>
        <source>{done} of {all} applied</source>
        <translation>已执行 {done}/{all}</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>已执行</translation>
    </message>
    <message>
        <source>{count} clients</source>
        <translation>{count} 名客户</translation>
    </message>
    <message>
        <source>Dry run of undoing</source>
        <translation>撤回试算</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>试算</translation>
    </message>
    <message>
        <source>Goes back from batch {batch} to the classes before it; by {who}.</source>
        <translation>由 {who} 发起，撤回批次 {batch}，恢复到该批次之前的类别。</translation>
    </message>
    <message>
        <source>Snapshot of {taken}, policy {policy}, by {who}.</source>
        <translation>快照时间 {taken}，参数版本 {policy}，由 {who} 发起。</translation>
    </message>
    <message>
        <source>No snapshot is in force.</source>
        <translation>没有生效的快照。</translation>
    </message>
    <message>
        <source>Snapshot of {taken}, policy {policy}, {count} clients with an open fund account.</source>
        <translation>快照时间 {taken}，参数版本 {policy}，有资金账户的客户 {count} 名。</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图示</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户名单</translation>
    </message>
    <message>
        <source>Undo the newest batch…</source>
        <translation>撤回最近批次…</translation>
    </message>
    <message>
        <source>Makes a dry run of going back; nothing is changed before it is applied.</source>
        <translation>先对撤回做试算，执行之前不作任何变更。</translation>
    </message>
    <message>
        <source>Apply…</source>
        <translation>执行…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Dry run or batch</source>
        <translation>试算或批次</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>Classes</name>
    <message>
        <source>none yet</source>
        <translation>未分类</translation>
    </message>
    <message>
        <source>no figures</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>new</source>
        <translation>首次分类</translation>
    </message>
    <message>
        <source>up</source>
        <translation>上升</translation>
    </message>
    <message>
        <source>down</source>
        <translation>下降</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>未变</translation>
    </message>
    <message>
        <source>undoing</source>
        <translation>撤回</translation>
    </message>
</context>
<context>
    <name>MarkPanel</name>
    <message>
        <source>The marks are saved.</source>
        <translation>标记已保存。</translation>
    </message>
    <message>
        <source>class {code}</source>
        <translation>{code} 类</translation>
    </message>
    <message>
        <source>Set marks…</source>
        <translation>设定标记…</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>历次标记…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Fund subscriptions (yuan)</source>
        <translation>基金累计认购（元）</translation>
    </message>
    <message>
        <source>0: prospect; empty: none</source>
        <translation>潜在客户填 0；非基金客户留空</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>History of the marks</source>
        <translation>历次标记</translation>
    </message>
    <message>
        <source>No mark was changed yet. A change is listed here with who made it.</source>
        <translation>分类还没有变更过。变更后在这里列出经办人。</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Set to</source>
        <translation>设定为</translation>
    </message>
    <message>
        <source>By</source>
        <translation>设定人</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>Trading habit</source>
        <translation>操作习惯</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>价值评估</translation>
    </message>
    <message>
        <source>Style of deciding</source>
        <translation>决策风格</translation>
    </message>
    <message>
        <source>Fund client</source>
        <translation>基金客户</translation>
    </message>
    <message>
        <source>short-term</source>
        <translation>短线投资</translation>
    </message>
    <message>
        <source>swing</source>
        <translation>波段投资</translation>
    </message>
    <message>
        <source>value investing</source>
        <translation>价值投资</translation>
    </message>
    <message>
        <source>gold</source>
        <translation>黄金客户</translation>
    </message>
    <message>
        <source>star of tomorrow</source>
        <translation>明日之星</translation>
    </message>
    <message>
        <source>to be kept up</source>
        <translation>维护型客户</translation>
    </message>
    <message>
        <source>free</source>
        <translation>自由型客户</translation>
    </message>
    <message>
        <source>risk-averse</source>
        <translation>风险规避型</translation>
    </message>
    <message>
        <source>dependent</source>
        <translation>依赖型</translation>
    </message>
    <message>
        <source>decides alone</source>
        <translation>独立决策型</translation>
    </message>
    <message>
        <source>highly autonomous</source>
        <translation>高度自主决策型</translation>
    </message>
    <message>
        <source>taken off</source>
        <translation>取消标记</translation>
    </message>
</context>
<context>
    <name>MarksPage</name>
    <message>
        <source>read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>{count} of {all}</source>
        <translation>{count} / {all} 名</translation>
    </message>
    <message>
        <source>without</source>
        <translation>未标记</translation>
    </message>
    <message>
        <source>Name or client number</source>
        <translation>姓名或客户号</translation>
    </message>
    <message>
        <source>My clients</source>
        <translation>我的客户</translation>
    </message>
    <message>
        <source>Client number</source>
        <translation>客户号</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>No clients yet</source>
        <translation>还没有客户</translation>
    </message>
    <message>
        <source>Clients whose service relationship names you stand here; you set their marks.</source>
        <translation>《服务关系确认书》由您提供服务的客户列在这里，由您设定其标记。</translation>
    </message>
</context>
<context>
    <name>MoverList</name>
    <message>
        <source>{count} clients, page {page} of {pages}</source>
        <translation>{count} 名客户，第 {page} / {pages} 页</translation>
    </message>
    <message>
        <source>any class</source>
        <translation>不限类别</translation>
    </message>
    <message>
        <source>Client number</source>
        <translation>客户号</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>From</source>
        <translation>原类别</translation>
    </message>
    <message>
        <source>To</source>
        <translation>新类别</translation>
    </message>
    <message>
        <source>Assets before</source>
        <translation>原资产（元）</translation>
    </message>
    <message>
        <source>Assets now</source>
        <translation>资产（元）</translation>
    </message>
    <message>
        <source>Turnover before</source>
        <translation>原周转率</translation>
    </message>
    <message>
        <source>Turnover now</source>
        <translation>周转率</translation>
    </message>
    <message>
        <source>All movers</source>
        <translation>全部变动</translation>
    </message>
    <message>
        <source>assets, most first</source>
        <translation>资产由多到少</translation>
    </message>
    <message>
        <source>assets, least first</source>
        <translation>资产由少到多</translation>
    </message>
    <message>
        <source>client number</source>
        <translation>客户号</translation>
    </message>
    <message>
        <source>name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>class before</source>
        <translation>原类别</translation>
    </message>
    <message>
        <source>class after</source>
        <translation>新类别</translation>
    </message>
    <message>
        <source>Class before</source>
        <translation>原类别</translation>
    </message>
    <message>
        <source>Class after</source>
        <translation>新类别</translation>
    </message>
    <message>
        <source>Sorted by</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Name or client number</source>
        <translation>姓名或客户号</translation>
    </message>
    <message>
        <source>Clients who move</source>
        <translation>变动客户</translation>
    </message>
    <message>
        <source>The page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>The next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>No client moves here. Choose another class, or clear the filter.</source>
        <translation>这里没有变动的客户。请选择其他分类，或清除筛选。</translation>
    </message>
</context>
<context>
    <name>ReclassPage</name>
    <message>
        <source>dry run</source>
        <translation>试算</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>已取消，没有作任何变更。</translation>
    </message>
    <message>
        <source>{count} decisions are written: {ways}. It is registered as one batch.</source>
        <translation>将写入 {count} 项分类结果：{ways}。全部登记为一个批次。</translation>
    </message>
    <message>
        <source>Apply this dry run</source>
        <translation>执行本次试算</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>{left} of {count} decisions of batch {number} are not applied yet; they are applied now.</source>
        <translation>批次 {number} 共 {count} 项，尚有 {left} 项未执行，现在继续执行。</translation>
    </message>
    <message>
        <source>Go on with this batch</source>
        <translation>继续执行本批次</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续执行</translation>
    </message>
    <message>
        <source>{count} clients were classified at a counter meanwhile and keep that class.</source>
        <translation>执行期间有 {count} 名客户由柜台另行分类，保留其新类别。</translation>
    </message>
    <message>
        <source>Batch {number} is applied.</source>
        <translation>批次 {number} 已执行。</translation>
    </message>
    <message>
        <source>Stopped: {done} of {all} decisions are applied and stay so. Go on with them here at any time; a new dry run counts the rest anew, and undoing the batch takes back what is applied.</source>
        <translation>已停止：共 {all} 项，已执行 {done} 项，已执行的保持有效。可随时在此继续执行；重新试算会重新计算其余客户，撤回本批次会撤回已执行的部分。</translation>
    </message>
    <message>
        <source>Save the table of changes</source>
        <translation>保存客户分类变动表</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>also those who stay</source>
        <translation>包括未变的客户</translation>
    </message>
    <message>
        <source>Who moves where</source>
        <translation>类别变动图</translation>
    </message>
    <message>
        <source>From (rows) to (columns)</source>
        <translation>由原类别（行）到新类别（列）</translation>
    </message>
    <message>
        <source>Bands from the class before to the class after</source>
        <translation>由原类别到新类别的变动图</translation>
    </message>
    <message>
        <source>Clients by class before and after</source>
        <translation>按原类别和新类别统计的客户数</translation>
    </message>
    <message>
        <source>Nothing counted yet</source>
        <translation>尚未试算</translation>
    </message>
    <message>
        <source>A dry run shows who would move where by the snapshot in force, and changes nobody&apos;s class.</source>
        <translation>试算按生效的快照列出各客户类别的变动，不改变任何客户的类别。</translation>
    </message>
</context>
</TS>

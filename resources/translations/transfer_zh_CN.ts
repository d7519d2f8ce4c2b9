<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AccountsPage</name>
    <message>
        <source>While one of these stands, the request waits and its clock stands still. Talk and approval go on.</source>
        <translation>下列情形有一项存在，业务即须等候，时限暂停计算；面谈和审批照常进行。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查看</translation>
    </message>
    <message>
        <source>Stated by hand</source>
        <translation>人工核实</translation>
    </message>
    <message>
        <source>asked in the trading system by you; the form says that it was by hand</source>
        <translation>由您在交易系统中逐项查询后填写，审批单上注明“人工核实”</translation>
    </message>
    <message>
        <source>No</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Stands</source>
        <translation>有</translation>
    </message>
    <message>
        <source>Not stated yet</source>
        <translation>尚未核实</translation>
    </message>
    <message>
        <source>Stated by {who}, {when}</source>
        <translation>{who} 人工核实，{when}</translation>
    </message>
    <message>
        <source>Snapshot {when}</source>
        <translation>快照 {when}</translation>
    </message>
    <message>
        <source>Snapshot {when}, {age}</source>
        <translation>快照 {when}，{age}</translation>
    </message>
    <message>
        <source>There is no snapshot of the trading system: look there and state each one by hand.</source>
        <translation>没有交易系统快照：请在交易系统中逐项查询后填写。</translation>
    </message>
    <message>
        <source>The snapshot is too old to count: look in the trading system and state each one by hand.</source>
        <translation>快照已过时，不能作准：请在交易系统中逐项查询后填写。</translation>
    </message>
    <message>
        <source>The snapshot does not know this account: look in the trading system and state each one by hand.</source>
        <translation>快照中没有这个账户：请在交易系统中逐项查询后填写。</translation>
    </message>
    <message>
        <source>It cannot be carried out yet: {what}</source>
        <translation>暂时不能办理：{what}</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>无妨碍</translation>
    </message>
    <message>
        <source>Not stated</source>
        <translation>未核实</translation>
    </message>
    <message>
        <source>Wait {what}</source>
        <translation>等候：{what}</translation>
    </message>
    <message>
        <source>Next try: {day}</source>
        <translation>可再次办理的日期：{day}</translation>
    </message>
    <message>
        <source>Stands in the way</source>
        <translation>妨碍办理</translation>
    </message>
</context>
<context>
    <name>ApplicationPage</name>
    <message>
        <source>The client reads the application at the right of your screen or printed, then signs it. You witness the signature.</source>
        <translation>请客户看过申请表（屏幕右侧或打印件）后签名，由您当面见证。</translation>
    </message>
</context>
<context>
    <name>ApprovalPage</name>
    <message>
        <source>Each approver decides signed in as themselves. What changes here appears by itself.</source>
        <translation>每位审批人以本人账号登录审批；审批有变化时，本页自动更新。</translation>
    </message>
    <message>
        <source>Submit to the approvers</source>
        <translation>提交审批</translation>
    </message>
    <message>
        <source>Answer and submit again</source>
        <translation>答复并重新提交</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>您的答复</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>审批记录</translation>
    </message>
    <message>
        <source>Raise to: {tier}…</source>
        <translation>提高到：{tier}…</translation>
    </message>
    <message>
        <source>By telephone: {step}…</source>
        <translation>电话审批：{step}…</translation>
    </message>
    <message>
        <source>The client insists since {when}. Nothing may delay it.</source>
        <translation>客户自 {when} 起坚持办理，不得拖延。</translation>
    </message>
    <message>
        <source>Booked a day ahead: can be carried out from {day} on. The time until then is for the talk.</source>
        <translation>须提前一天预约：{day} 起可以办理，此前的时间用于面谈。</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>档次</translation>
    </message>
    <message>
        <source>Raised from {before} to {after} by {who}, {when}: {why}</source>
        <translation>{when} 由 {who} 从{before}提高到{after}：{why}</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>审批人不同意</translation>
    </message>
    <message>
        <source>A question from the approver</source>
        <translation>审批人的询问</translation>
    </message>
    <message>
        <source>Ground: {ground}</source>
        <translation>拒绝依据：{ground}</translation>
    </message>
</context>
<context>
    <name>ApprovalRows</name>
    <message>
        <source>Not submitted yet</source>
        <translation>尚未提交</translation>
    </message>
    <message>
        <source>To be confirmed by {name} by {day}</source>
        <translation>请 {name} 于 {day} 前确认</translation>
    </message>
    <message>
        <source>{step}: {name} {number}, {when}, {way}, version {version}</source>
        <translation>{step}：{name} {number}，{when}，{way}，第 {version} 版</translation>
    </message>
    <message>
        <source>Ground: {ground}</source>
        <translation>拒绝依据：{ground}</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>本人否认</translation>
    </message>
    <message>
        <source>Not confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Called {number} at {when}, recorded by {who}</source>
        <translation>{when} 拨打 {number}，由 {who} 记录</translation>
    </message>
    <message>
        <source>confirmed {when}</source>
        <translation>{when} 已确认</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>ClientCard</name>
    <message>
        <source>Client page</source>
        <translation>客户资料</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Natural person</source>
        <translation>自然人</translation>
    </message>
    <message>
        <source>{kind}, class {letter}</source>
        <translation>{kind}，{letter} 类</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>trading system</source>
        <translation>交易系统</translation>
    </message>
    <message>
        <source>last classification</source>
        <translation>最近一次分类</translation>
    </message>
    <message>
        <source>typed by hand</source>
        <translation>人工填写</translation>
    </message>
    <message>
        <source>Identity paper</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Fund account</source>
        <translation>资金账户</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Own staff member</source>
        <translation>客户服务人员</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>资产</translation>
    </message>
    <message>
        <source>Yearly turnover</source>
        <translation>年周转率</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>Another scan…</source>
        <translation>更换扫描件…</translation>
    </message>
    <message>
        <source>Attach scan…</source>
        <translation>附扫描件…</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Scanned</source>
        <translation>已扫描</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>出示的证件资料</translation>
    </message>
    <message>
        <source>each with its scan, or why there is none</source>
        <translation>每份附扫描件，或注明没有扫描件的原因</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>已出示</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺少</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>手续费</translation>
    </message>
    <message>
        <source>Tasks made</source>
        <translation>生成的待办</translation>
    </message>
    <message>
        <source>{count} for the follow-up</source>
        <translation>{count} 项后续跟进</translation>
    </message>
    <message>
        <source>To the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Carried out</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>The client stays</source>
        <translation>客户留下</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>办理结果</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>单据</translation>
    </message>
</context>
<context>
    <name>FeePage</name>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Transfer fee</source>
        <translation>转托管手续费</translation>
    </message>
    <message>
        <source>nothing to pay for this request</source>
        <translation>本笔业务无须收费</translation>
    </message>
    <message>
        <source>Fee taken: {amount}</source>
        <translation>已收款 {amount}，出具收据</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>收据</translation>
    </message>
    <message>
        <source>The fee has changed since the receipt was issued. Void it and take the right amount.</source>
        <translation>出具收据后费用有变动，请作废该收据，按新的金额收取。</translation>
    </message>
    <message>
        <source>Take the money first, then press: the receipt gets its number at once. A spoilt one is voided.</source>
        <translation>先收款，再按按钮：收据当即编号。写坏的收据只能作废，不能删除。</translation>
    </message>
    <message>
        <source>Void the receipt…</source>
        <translation>作废收据…</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Cancel the request…</source>
        <translation>撤销申请…</translation>
    </message>
    <message>
        <source>The client insists F7</source>
        <translation>客户坚持办理 F7</translation>
    </message>
    <message>
        <source>No more talk: straight to the approvers.</source>
        <translation>不再挽留，直接转入审批。</translation>
    </message>
    <message>
        <source>Carry out F12</source>
        <translation>办理 F12</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Insists</source>
        <translation>坚持办理</translation>
    </message>
    <message>
        <source>Asked for on {day}</source>
        <translation>{day} 提出申请</translation>
    </message>
    <message>
        <source>Destroyed by list {number} on {on}</source>
        <translation>已于 {on} 按销毁清册 {number} 销毁</translation>
    </message>
</context>
<context>
    <name>IntakePage</name>
    <message>
        <source>Check who asks and on what authority. From now on the branch has its days to carry it out.</source>
        <translation>核对申请人的身份和权限。自受理起，须在规定的交易日内办结。</translation>
    </message>
    <message>
        <source>The client</source>
        <translation>客户本人</translation>
    </message>
    <message>
        <source>An agent</source>
        <translation>代理人</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>其他人</translation>
    </message>
    <message>
        <source>Authorisation letter</source>
        <translation>授权委托书</translation>
    </message>
    <message>
        <source>Notarised authorisation</source>
        <translation>经公证的授权委托书</translation>
    </message>
    <message>
        <source>Legal representative&apos;s authorisation</source>
        <translation>法定代表人授权委托书</translation>
    </message>
    <message>
        <source>Checked: somebody else of the same name</source>
        <translation>已核对：同名的另一人</translation>
    </message>
    <message>
        <source>Neither the client nor an authorised agent: nothing can be taken in from this person. Turn the request away with the reason; it is logged.</source>
        <translation>来人既不是客户本人，也不是经授权的代理人，不能受理。请注明原因后退回，系统留有记录。</translation>
    </message>
    <message>
        <source>Turn away…</source>
        <translation>不予受理…</translation>
    </message>
    <message>
        <source>Fixed when the request was taken in.</source>
        <translation>受理时已确定。</translation>
    </message>
    <message>
        <source>As at present, from the system.</source>
        <translation>请按交易系统目前的数值填写。</translation>
    </message>
    <message>
        <source>From {day} on it can be carried out.</source>
        <translation>{day} 起可以办理。</translation>
    </message>
    <message>
        <source>Who asks for what</source>
        <translation>申请人与办理事项</translation>
    </message>
</context>
<context>
    <name>PasswordPage</name>
    <message>
        <source>The client has entered the right password today, for this request as it stands.</source>
        <translation>客户今天已就本笔业务输入正确的密码。</translation>
    </message>
    <message>
        <source>The password is locked after too many wrong tries. The counter supervisor or the general manager can lift the lock on the client&apos;s page, after checking the client&apos;s identity again.</source>
        <translation>密码因多次输错已被锁定。请柜台主管或总经理重新核对客户身份后，在客户资料页解锁。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查看</translation>
    </message>
    <message>
        <source>Only the client enters the password, on the display. It counts today, for the request as it is.</source>
        <translation>密码只能由客户本人在客户屏上输入；当天有效，业务内容变动后须重新输入。</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Cancel this request</source>
        <translation>撤销本笔申请</translation>
    </message>
    <message>
        <source>The client takes it back, or it was taken in by mistake. The case stays in the books. Why?</source>
        <translation>客户撤回申请或者受理有误时使用。业务记录保留。请填写原因：</translation>
    </message>
    <message>
        <source>Cancel the request</source>
        <translation>撤销申请</translation>
    </message>
    <message>
        <source>Turn the request away</source>
        <translation>不予受理</translation>
    </message>
    <message>
        <source>Neither the client nor an authorised agent asks. It ends here and is logged. Who came, and why?</source>
        <translation>来人不是客户本人，也不是经授权的代理人。业务到此为止并留有记录。请填写来人情况和原因：</translation>
    </message>
    <message>
        <source>Turn away</source>
        <translation>不予受理</translation>
    </message>
    <message>
        <source>The client stays</source>
        <translation>客户留下</translation>
    </message>
    <message>
        <source>The request ends here. The record of the talk and the memo are made, and promises become tasks with dates.</source>
        <translation>申请到此结束。系统生成挽留记录和工作备忘录，承诺的事项按日期列入待办。</translation>
    </message>
    <message>
        <source>Raise to: {tier}</source>
        <translation>提高到：{tier}</translation>
    </message>
    <message>
        <source>It can only be raised, never lowered. Approvals given so far are asked for anew. Why?</source>
        <translation>档次只能提高，不能降低；已作出的审批须重新进行。请填写原因：</translation>
    </message>
    <message>
        <source>Raise</source>
        <translation>提高</translation>
    </message>
    <message>
        <source>Void the receipt</source>
        <translation>作废收据</translation>
    </message>
    <message>
        <source>The receipt and its number are kept, marked as void. The money goes back. Why is it voided?</source>
        <translation>收据及其编号保留并注明作废，款项退还客户。请填写作废原因：</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Change what the approvers have</source>
        <translation>修改已提交的内容</translation>
    </message>
    <message>
        <source>As soon as something is changed, the request comes back to you and approvals given so far no longer count. The client may have to sign anew.</source>
        <translation>内容一经修改，业务即退回到您这里，已作出的审批失效，客户可能需要重新签名。</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>修改</translation>
    </message>
</context>
<context>
    <name>ReasonPage</name>
    <message>
        <source>Listen first. The guidance helps to persuade; it must never be used to hold the client up.</source>
        <translation>先听客户说。指引只用于劝说，不得用来拖延或阻碍客户。</translation>
    </message>
    <message>
        <source>The client does not want to say</source>
        <translation>客户不愿说明</translation>
    </message>
    <message>
        <source>Choose the reason; what to explain, offer and promise then stands here.</source>
        <translation>选择原因后，这里列出应当说明、可以提供和可以承诺的事项。</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>谈话指引</translation>
    </message>
    <message>
        <source>Guidance: {reason}</source>
        <translation>谈话指引：{reason}</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Offer</source>
        <translation>提供</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>承诺</translation>
    </message>
</context>
<context>
    <name>ReturnsPage</name>
    <message>
        <source>Tick what you hand back. The client signs the list, then you sign for all papers.</source>
        <translation>逐项勾选交还的资料，客户在清单上签名，最后由您为全部单据签名。</translation>
    </message>
    <message>
        <source>Kept at the branch</source>
        <translation>营业部留存</translation>
    </message>
    <message>
        <source>Handed back</source>
        <translation>交还客户</translation>
    </message>
</context>
<context>
    <name>SigningStep</name>
    <message>
        <source>{title} has changed since it was signed.</source>
        <translation>《{title}》签名后内容有变动。</translation>
    </message>
    <message>
        <source>On the customer display</source>
        <translation>在客户屏上</translation>
    </message>
    <message>
        <source>On paper</source>
        <translation>在纸上</translation>
    </message>
    <message>
        <source>Print the paper, see it signed by hand, scan all its pages into one PDF and attach it.</source>
        <translation>打印后由客户当面手写签名，把全部页面扫描成一个 PDF 文件再附上。</translation>
    </message>
    <message>
        <source>Attach scan…</source>
        <translation>附扫描件…</translation>
    </message>
    <message>
        <source>Scan back…</source>
        <translation>扫描回档…</translation>
    </message>
    <message>
        <source>All papers in one pile: pages are recognised by their code</source>
        <translation>全部纸质件可放在一叠扫描，按页上的标识自动识别</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重新打印</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Scanned</source>
        <translation>已扫描</translation>
    </message>
    <message>
        <source>Changed since it was signed</source>
        <translation>签名后有变动</translation>
    </message>
    <message>
        <source>Printed, to be scanned</source>
        <translation>已打印，待扫描</translation>
    </message>
    <message>
        <source>To sign on paper</source>
        <translation>待纸质签署</translation>
    </message>
</context>
<context>
    <name>TalkCard</name>
    <message>
        <source>by {day}</source>
        <translation>{day} 前</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>谈话内容</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>提供</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>承诺</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>客户答复</translation>
    </message>
    <message>
        <source>Attempt {number}</source>
        <translation>第 {number} 次</translation>
    </message>
</context>
<context>
    <name>TalkPage</name>
    <message>
        <source>This attempt has not been written down yet.</source>
        <translation>这次面谈还没有记录下来。</translation>
    </message>
    <message>
        <source>Write down every attempt. Persuade, do not press: F7 sends the case to the approvers at once.</source>
        <translation>每次面谈都要记录。可以劝说，不可强留：客户坚持办理时按 F7，立即转入审批。</translation>
    </message>
    <message>
        <source>New attempt</source>
        <translation>新的面谈</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>谈了什么</translation>
    </message>
    <message>
        <source>What was offered</source>
        <translation>提供了什么</translation>
    </message>
    <message>
        <source>What was promised</source>
        <translation>承诺了什么</translation>
    </message>
    <message>
        <source>What the client answered</source>
        <translation>客户的答复</translation>
    </message>
    <message>
        <source>Promised by</source>
        <translation>承诺完成日期</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>记录下来</translation>
    </message>
    <message>
        <source>The client will stay…</source>
        <translation>客户愿意留下…</translation>
    </message>
    <message>
        <source>Guidance: {reason}</source>
        <translation>谈话指引：{reason}</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Offer</source>
        <translation>提供</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>承诺</translation>
    </message>
</context>
<context>
    <name>TelephoneForm</name>
    <message>
        <source>Nobody who could give this step now. Check the tier and who took the case in.</source>
        <translation>目前没有可以审批这一步的人员。请检查档次和受理人。</translation>
    </message>
    <message>
        <source>Enter the time of the call, like 10:30.</source>
        <translation>请填写通话时间，例如 10:30。</translation>
    </message>
    <message>
        <source>Approved by telephone</source>
        <translation>电话审批</translation>
    </message>
    <message>
        <source>Approved by telephone: {step}</source>
        <translation>电话审批：{step}</translation>
    </message>
    <message>
        <source>to be confirmed by the approver by the end of the next trading day</source>
        <translation>审批人须在下一个交易日结束前本人登录确认</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Number called</source>
        <translation>拨打的号码</translation>
    </message>
    <message>
        <source>When today</source>
        <translation>通话时间（当天）</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>电话内容</translation>
    </message>
    <message>
        <source>Record the approval</source>
        <translation>记录审批</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>TellerPad</name>
    <message>
        <source>The teller signs</source>
        <translation>柜员签名</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>Changed since signed</source>
        <translation>签名后有变动</translation>
    </message>
    <message>
        <source>To be signed</source>
        <translation>待签名</translation>
    </message>
    <message>
        <source>Signature pad of the teller</source>
        <translation>柜员签名区</translation>
    </message>
    <message>
        <source>Sign here with pen or mouse</source>
        <translation>请用笔或鼠标在此签名</translation>
    </message>
    <message>
        <source>Write again</source>
        <translation>重写</translation>
    </message>
    <message>
        <source>Confirm the signature</source>
        <translation>确认签名</translation>
    </message>
</context>
<context>
    <name>TransferListPage</name>
    <message>
        <source>{count} requests</source>
        <translation>共 {count} 笔</translation>
    </message>
    <message>
        <source>, {count} late</source>
        <translation>，超期 {count} 笔</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>转销户申请</translation>
    </message>
    <message>
        <source>No request fits</source>
        <translation>没有符合条件的申请</translation>
    </message>
    <message>
        <source>Take something out of the filter.</source>
        <translation>请减少筛选的文字。</translation>
    </message>
    <message>
        <source>No request is running</source>
        <translation>没有进行中的申请</translation>
    </message>
    <message>
        <source>When a client asks to transfer out or close: find the client, and the request is taken in.</source>
        <translation>客户提出转托管或销户时，先找到该客户，再从客户资料页受理。</translation>
    </message>
    <message>
        <source>Find the client</source>
        <translation>查找客户</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>业务编号</translation>
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
        <source>Tier</source>
        <translation>档次</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Taken in by</source>
        <translation>受理人</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Which requests</source>
        <translation>显示范围</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>New request: find the client</source>
        <translation>新申请：查找客户</translation>
    </message>
    <message>
        <source>a block to go</source>
        <translation>限制解除</translation>
    </message>
    <message>
        <source>confirmation late</source>
        <translation>电话审批确认超期</translation>
    </message>
    <message>
        <source>confirmation</source>
        <translation>电话审批确认</translation>
    </message>
</context>
<context>
    <name>TransferPage</name>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>切换步骤</translation>
    </message>
    <message>
        <source>customer display</source>
        <translation>客户屏</translation>
    </message>
    <message>
        <source>client insists</source>
        <translation>客户坚持办理</translation>
    </message>
    <message>
        <source>document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>carry out</source>
        <translation>办理</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The case is with the approvers now.</source>
        <translation>已转入审批。</translation>
    </message>
    <message>
        <source>No more talk is needed. As soon as the steps before are complete, submit it.</source>
        <translation>不再需要面谈。前面的步骤齐备后请立即提交审批。</translation>
    </message>
    <message>
        <source>It is not approved yet, so it cannot be carried out.</source>
        <translation>审批尚未完成，不能办理。</translation>
    </message>
    <message>
        <source>Steps of the request</source>
        <translation>办理步骤</translation>
    </message>
</context>
<context>
    <name>TransferRail</name>
    <message>
        <source>Not needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>First: {step}</source>
        <translation>先完成：{step}</translation>
    </message>
    <message>
        <source>Blocks: {count}</source>
        <translation>限制 {count} 项</translation>
    </message>
    <message>
        <source>{given} of {of} given</source>
        <translation>已批 {given}/{of}</translation>
    </message>
    <message>
        <source>{count} left</source>
        <translation>还差 {count} 项</translation>
    </message>
</context>
<context>
    <name>TransferSession</name>
    <message>
        <source>Please enter your counter password</source>
        <translation>请输入您的柜台业务密码</translation>
    </message>
</context>
<context>
    <name>TransferStep</name>
    <message>
        <source>The approvers decide on what stands here. If it is changed, it goes back to them anew.</source>
        <translation>审批人以这里的内容为准。修改后须重新提交审批。</translation>
    </message>
    <message>
        <source>Change it all the same</source>
        <translation>仍要修改</translation>
    </message>
</context>
<context>
    <name>TransferWords</name>
    <message>
        <source>Intake</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户状态</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>挽留面谈</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>申请表</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>手续费</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>核验密码</translation>
    </message>
    <message>
        <source>In preparation</source>
        <translation>受理中</translation>
    </message>
    <message>
        <source>In approval</source>
        <translation>审批中</translation>
    </message>
    <message>
        <source>Sent back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Carried out</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>交还与签名</translation>
    </message>
    <message>
        <source>Approved, to carry out</source>
        <translation>已批准，待办理</translation>
    </message>
    <message>
        <source>The client stays</source>
        <translation>客户留下</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Turned away</source>
        <translation>不予受理</translation>
    </message>
    <message>
        <source>Tier not known yet</source>
        <translation>档次待定</translation>
    </message>
    <message>
        <source>Ordinary client</source>
        <translation>普通客户</translation>
    </message>
    <message>
        <source>Important client</source>
        <translation>重要客户</translation>
    </message>
    <message>
        <source>Core client</source>
        <translation>核心客户</translation>
    </message>
    <message>
        <source>Client&apos;s own staff member</source>
        <translation>客户服务人员</translation>
    </message>
    <message>
        <source>Counter supervisor</source>
        <translation>柜台主管</translation>
    </message>
    <message>
        <source>Marketing director</source>
        <translation>营销总监</translation>
    </message>
    <message>
        <source>General manager</source>
        <translation>总经理</translation>
    </message>
    <message>
        <source>Waits for the one before</source>
        <translation>等候前一步</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>已同意</translation>
    </message>
    <message>
        <source>By telephone, not confirmed</source>
        <translation>电话审批，待确认</translation>
    </message>
    <message>
        <source>By telephone, confirmation late</source>
        <translation>电话同意，逾期未确认</translation>
    </message>
    <message>
        <source>Denied by the approver, open again</source>
        <translation>审批人否认，须重新审批</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>退回询问</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>signed in</source>
        <translation>本人登录</translation>
    </message>
    <message>
        <source>by telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>By telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>上门</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>尚未决定</translation>
    </message>
    <message>
        <source>Will stay</source>
        <translation>愿意留下</translation>
    </message>
    <message>
        <source>Wants to leave</source>
        <translation>坚持办理</translation>
    </message>
    <message>
        <source>Identity paper</source>
        <translation>身份证明文件</translation>
    </message>
    <message>
        <source>Securities account card</source>
        <translation>证券账户卡</translation>
    </message>
    <message>
        <source>Fund account card</source>
        <translation>资金账户卡</translation>
    </message>
    <message>
        <source>Authorisation letter</source>
        <translation>授权委托书</translation>
    </message>
    <message>
        <source>Agent&apos;s identity paper</source>
        <translation>代理人身份证明文件</translation>
    </message>
    <message>
        <source>Client&apos;s copies of the forms</source>
        <translation>业务单据客户联</translation>
    </message>
    <message>
        <source>Orders of today, filled or not</source>
        <translation>当日委托（已成交或未成交）</translation>
    </message>
    <message>
        <source>Repo not yet due</source>
        <translation>未到期的国债回购</translation>
    </message>
    <message>
        <source>Repo registration not withdrawn</source>
        <translation>未撤销的回购登记</translation>
    </message>
    <message>
        <source>Money frozen for a new-share subscription</source>
        <translation>新股申购冻结资金</translation>
    </message>
    <message>
        <source>Agreement not yet fulfilled</source>
        <translation>未履行完毕的协议</translation>
    </message>
    <message>
        <source>Other block of the Shanghai depository</source>
        <translation>中国结算上海分公司的其他限制</translation>
    </message>
    <message>
        <source>Other block of the Shenzhen depository</source>
        <translation>中国结算深圳分公司的其他限制</translation>
    </message>
    <message>
        <source>until today&apos;s orders are settled after the close; withdraw open ones</source>
        <translation>当日委托收市清算完毕，未成交的委托先撤单</translation>
    </message>
    <message>
        <source>until the repo is due and its money settled</source>
        <translation>回购到期并完成资金清算</translation>
    </message>
    <message>
        <source>until the repo registration is withdrawn</source>
        <translation>回购登记撤销</translation>
    </message>
    <message>
        <source>until the subscription money is released</source>
        <translation>新股申购资金解冻</translation>
    </message>
    <message>
        <source>until the agreement is fulfilled or ended as agreed</source>
        <translation>协议履行完毕或者依约解除</translation>
    </message>
    <message>
        <source>until the Shanghai depository lifts its block</source>
        <translation>上海分公司解除限制</translation>
    </message>
    <message>
        <source>until the Shenzhen depository lifts its block</source>
        <translation>深圳分公司解除限制</translation>
    </message>
    <message>
        <source>Deadline not known: trading calendar</source>
        <translation>时限未知：请维护交易日历</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>柜台面谈</translation>
    </message>
    <message>
        <source>Clock stands still (blocked)</source>
        <translation>有妨碍事项，时限暂停</translation>
    </message>
    <message>
        <source>{days} trading days late (due {day})</source>
        <translation>超期 {days} 个交易日（{day}）</translation>
    </message>
    <message>
        <source>Due today, {day}</source>
        <translation>今天到期（{day}）</translation>
    </message>
    <message>
        <source>Due {day}, {days} trading days left</source>
        <translation>{day} 到期，剩 {days} 个交易日</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>{count} 分钟前</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>{count} 小时前</translation>
    </message>
    <message>
        <source>{count} days ago</source>
        <translation>{count} 天前</translation>
    </message>
    <message>
        <source>{amount} yuan</source>
        <translation>{amount} 元</translation>
    </message>
    <message>
        <source>cannot be said yet</source>
        <translation>暂不能确定</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Why there is no scan</source>
        <translation>没有扫描件的原因</translation>
    </message>
    <message>
        <source>Why it is not given back</source>
        <translation>未交还的原因</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Until when</source>
        <translation>到何时</translation>
    </message>
    <message>
        <source>Who is here</source>
        <translation>来人</translation>
    </message>
    <message>
        <source>Agent&apos;s name</source>
        <translation>代理人姓名</translation>
    </message>
    <message>
        <source>Agent&apos;s ID number</source>
        <translation>代理人身份证号码</translation>
    </message>
    <message>
        <source>Not a member of staff</source>
        <translation>是否本营业部人员</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>授权方式</translation>
    </message>
    <message>
        <source>Telephone where the client can be reached later</source>
        <translation>日后联系电话</translation>
    </message>
    <message>
        <source>Shanghai A-shares</source>
        <translation>上海 A 股</translation>
    </message>
    <message>
        <source>Shenzhen A-shares</source>
        <translation>深圳 A 股</translation>
    </message>
    <message>
        <source>Open-end funds</source>
        <translation>开放式基金</translation>
    </message>
    <message>
        <source>Fund account</source>
        <translation>资金账户</translation>
    </message>
    <message>
        <source>Shanghai account</source>
        <translation>上海账户</translation>
    </message>
    <message>
        <source>Shenzhen account</source>
        <translation>深圳账户</translation>
    </message>
    <message>
        <source>Open-end fund account</source>
        <translation>开放式基金账户</translation>
    </message>
    <message>
        <source>Receiving firm</source>
        <translation>转入方公司</translation>
    </message>
    <message>
        <source>Receiving seat (Shenzhen)</source>
        <translation>转入席位（深圳）</translation>
    </message>
    <message>
        <source>Booked for</source>
        <translation>预约日期</translation>
    </message>
    <message>
        <source>Booked with</source>
        <translation>预约人</translation>
    </message>
    <message>
        <source>Assets (yuan)</source>
        <translation>资产（元）</translation>
    </message>
    <message>
        <source>Yearly turnover rate</source>
        <translation>年周转率</translation>
    </message>
    <message>
        <source>Main reason</source>
        <translation>主要原因</translation>
    </message>
    <message>
        <source>In the client&apos;s words</source>
        <translation>客户原话</translation>
    </message>
    <message>
        <source>How the client signs</source>
        <translation>客户签名方式</translation>
    </message>
</context>
<context>
    <name>Wishes</name>
    <message>
        <source>What the client wants</source>
        <translation>办理事项</translation>
    </message>
    <message>
        <source>Withdraw the designated trading</source>
        <translation>撤销指定交易</translation>
    </message>
    <message>
        <source>Transfer the custody</source>
        <translation>转托管</translation>
    </message>
    <message>
        <source>Transfer the fund custody</source>
        <translation>基金转托管</translation>
    </message>
    <message>
        <source>Close the fund account when nothing is open any more</source>
        <translation>全部事项了结后销资金账户</translation>
    </message>
</context>
</TS>
